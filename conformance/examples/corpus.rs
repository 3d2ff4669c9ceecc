//! Writes synthetic payloads by the gigabyte, from a seed, some of them faulty.
//!
//! ```sh
//! cargo run --release --package idcard --example corpus -- --documents 1000 --damaged 0.001
//! ```

use clap::Parser;
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Writes synthetic answers of the service, one a line unless they are pretty.
#[derive(Parser)]
struct Options {
    /// How many documents.
    #[arg(long, default_value_t = 1000)]
    documents: u64,
    /// The same seed makes the same bytes.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// compact, python-spaces, pretty, random-order, undocumented or invalid.
    #[arg(long, default_value = "compact")]
    layout: Layout,
    /// The share of documents with a fault, between 0 and 1.
    #[arg(long, default_value_t = 0.0)]
    damaged: f64,
    /// How many times the whole is written.
    #[arg(long, default_value_t = 1)]
    times: u64,
    /// Where to; standard output if it is not given.
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> io::Result<()> {
    let options = Options::parse();
    let mut out: Box<dyn Write> = match &options.out {
        Some(path) => Box::new(File::create(path)?),
        None => Box::new(io::stdout().lock()),
    };
    let corpus = Corpus::new(Recipe {
        seed: options.seed,
        layout: options.layout,
        damaged: options.damaged,
    });
    if options.times == 1 {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        corpus.write(options.documents, &mut out)?;
        return out.flush();
    }
    // To be repeated it has to be held; it is written by pieces that are larger than a pipe.
    let mut whole = Vec::new();
    corpus.write(options.documents, &mut whole)?;
    for _ in 0..options.times {
        out.write_all(&whole)?;
    }
    out.flush()
}
