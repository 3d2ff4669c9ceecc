//! What a verdict costs, from bytes, as ratios to what others offer.
//!
//! ```text
//! cd conformance/benches/verdict
//! cargo bench             prints figures
//! cargo bench -- --check  fails if one misses its floor
//! ```
//!
//! Everything is measured in one run on one thread, by turns, in CPU time, and the median of the
//! rounds counts: the machine is the same for all. What gives verdicts must give the right ones, or
//! the run stops. Without `--bench`, as with `cargo run`, the corpus is small and no figure counts. `--documents N` and `--rounds N` change the size, `--layout NAME` leaves the others out.

#![expect(clippy::unwrap_used, reason = "what is wrong here is to stop it")]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures for people have three digits"
)]

mod clock;
mod contestant;
mod derived;
mod documents;
mod ours;
mod peers;
mod target;
mod typed;

use contestant::{Contestant, Kind};
use documents::Documents;
use idcard_synthetic::{Damage, Layout};
use std::process::ExitCode;
use target::Target;

/// What every other figure is a multiple of.
const UNIT: &str = "jsonschema on serde_json::Value";

struct Options {
    in_earnest: bool,
    check: bool,
    documents: u64,
    rounds: usize,
    layouts: Vec<Layout>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)
    };
    let in_earnest = has("--bench");
    let number = |flag, usual: u64| value(flag).map_or(usual, |number| number.parse().unwrap());
    let options = Options {
        in_earnest,
        check: has("--check"),
        documents: number("--documents", if in_earnest { 20_000 } else { 60 }),
        rounds: usize::try_from(number("--rounds", if in_earnest { 7 } else { 1 })).unwrap(),
        layouts: match value("--layout") {
            Some(name) => vec![name.parse().unwrap()],
            None => Layout::ALL.to_vec(),
        },
    };
    let mut missed = false;
    for layout in &options.layouts {
        missed |= report(&options, *layout);
    }
    if missed && options.check && options.in_earnest {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Measures and prints one layout; whether a floor was missed.
fn report(options: &Options, layout: Layout) -> bool {
    // In the others a fault now and then would only blur what they are there to show.
    let damaged = if layout == Layout::Compact {
        0.001
    } else {
        0.0
    };
    let documents = Documents::new(options.documents, layout, damaged);
    println!(
        "\n{layout}: {} documents, {:.1} MB, {} of them at fault in {} ways; {} rounds",
        documents.count(),
        documents.bytes() as f64 / 1e6,
        documents.faulty(),
        Damage::ALL.len(),
        options.rounds,
    );
    let figures = figures(options, layout, &documents);
    let unit = figures.iter().find(|figure| figure.name == UNIT).unwrap();
    println!("  {:<44}{:>9}{:>8}", "", "MB/s", "x");
    for figure in &figures {
        println!(
            "  {:<44}{:>9.0}{:>8.2}",
            figure.name,
            figure.speed / 1e6,
            figure.speed / unit.speed
        );
    }
    let mut missed = false;
    for target in Target::of(layout) {
        let reached = target.reached(&figures);
        let met = reached >= target.floor;
        missed |= !met;
        let word = match met {
            _ if target.floor == 0.0 => "      ",
            true => "met   ",
            false => "MISSED",
        };
        println!("  {word} {target}: {reached:.2}");
    }
    missed
}

/// What a contestant did, in bytes a second.
struct Figure {
    name: &'static str,
    kind: Kind,
    speed: f64,
}

fn figures(options: &Options, layout: Layout, documents: &Documents) -> Vec<Figure> {
    let mut contestants: Vec<Box<dyn Contestant>> = contestant::all()
        .into_iter()
        // All of them on the layout that the issue of speed is decided on; elsewhere ours, and
        // what it is a multiple of.
        .filter(|one| layout == Layout::Compact || one.kind() == Kind::Ours || one.name() == UNIT)
        .collect();
    for contestant in &mut contestants {
        let tally = contestant.run(documents);
        if contestant.gives_verdicts() {
            let name = contestant.name();
            assert_eq!(tally, documents.expected(), "{name} on {layout}");
        }
    }
    let mut times = vec![Vec::new(); contestants.len()];
    for _ in 0..options.rounds {
        for (contestant, times) in contestants.iter_mut().zip(&mut times) {
            let begun = clock::now();
            std::hint::black_box(contestant.run(documents));
            times.push(clock::now() - begun);
        }
    }
    let figure = |(contestant, mut times): (Box<dyn Contestant>, Vec<f64>)| {
        times.sort_by(f64::total_cmp);
        Figure {
            name: contestant.name(),
            kind: contestant.kind(),
            speed: documents.bytes() as f64 / times[times.len() / 2],
        }
    };
    contestants.into_iter().zip(times).map(figure).collect()
}
