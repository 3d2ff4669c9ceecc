//! Compares two documents, and says whom each change breaks, with proof.
//!
//! ```text
//! side ────── text → Side            tree, form, what travels
//! tree ────── Side × Side → Change   every difference is a line, unless `explain` claims it
//! wire ────── Change → send, schemas, types
//!   travel      document → what of it is on the wire
//!   alike       what is the same in both, of which nothing is to be proven
//!   space       schema → set         what several schemas together ask of a value
//!   cover       set × set → claims   the sender closed, the receiver as it stands
//!   make        set → value          of claims, a whole body that shows them
//!   judge       body → yes or no     each break is verified before it is said
//!   due         claim → the change that it is due to
//! rules ───── Change → what is no schema, behaviour, privacy
//! compile ─── Side × Side → items    both crates emitted and their public items compared
//! bump ────── Change → version       by cargo's rules
//! written ─── Change → where it stands in what was written
//! report ──── Change → text, JSON, Markdown, annotations
//! ```
//!
//! It is apart from the generator, as a build script has no use for it, nor for the judge.

pub mod accept;
mod alike;
mod bump;
pub mod change;
mod choice;
mod compile;
mod cover;
mod due;
mod explain;
mod form;
mod items;
mod judge;
mod make;
mod object;
mod pairing;
pub mod payloads;
pub mod report;
mod rules;
mod scalar;
mod side;
mod space;
mod steps;
pub mod table;
mod travel;
mod tree;
mod wire;
mod written;

pub use bump::Bump;
pub use side::Side;
pub use steps::Steps;
pub use written::Place;

use change::Change;
use form::Forms;
use report::Report;

/// Compares an old document with a new one.
pub fn compare(old: &Side, new: &Side) -> Report {
    let mut steps = Steps::default();
    let forms = (Forms::of(&old.form), Forms::of(&new.form));
    let mut changes = tree::changes(&forms.0, &forms.1, &mut steps);
    wire::decide(old, new, &mut changes, &mut steps);
    rules::decide(old, new, &mut changes);
    let no_crate = compile::decide(old, new, &mut changes, &mut steps);
    changes.retain(|it| !says_nothing(it));
    rules::places(old, new, &mut changes);
    let places = written::written(&mut changes, old, new);
    let mut found: Vec<_> = changes.into_iter().zip(places).collect();
    found.sort_by(|(a, _), (b, _)| {
        (a.pointer(), &a.keyword, a.how).cmp(&(b.pointer(), &b.keyword, b.how))
    });
    let (changes, places): (Vec<_>, _) = found.into_iter().unzip();
    let bump = Bump::of(&changes);
    Report {
        old: old.source.name().to_owned(),
        new: new.source.name().to_owned(),
        places,
        changes,
        bump,
        no_crate,
        accepted: 0,
        unused: Vec::new(),
        payloads: None,
        steps,
    }
}

/// Whether a line of the crates turned out to say nothing.
fn says_nothing(change: &Change) -> bool {
    change.how == change::How::Emitted && change.items.is_empty()
}
