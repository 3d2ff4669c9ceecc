//! Checks a workspace, and makes a table of what holds: `idcard conform`.
//!
//! ```text
//! workspace ─ where the spec, the crate and the samples are
//! spec ────── it compiles, and what is generated from it is up to date
//! sample ──── payloads with their expected verdicts
//! coverage ── the schema derived from each type against the spec's own
//! agreement ─ a payload through types, schema and judge
//! client ──── calls of the stand-in, by the client
//! table ───── what failed and the way out, then the counts
//! ```

mod agreement;
mod client;
mod coverage;
mod sample;
mod spec;
mod table;
mod workspace;

pub use sample::{Expectation, Expected, Sample, samples};
pub use table::{Failure, Row, Table};
pub use workspace::{NoWorkspace, Workspace};

use clova_id_card::catalog::ROOTS;
use idcard_judge::{Judge, Values, Verdict};
use std::io::{self, Write};
use std::path::Path;

/// Checks the workspace around a folder and writes the table; false when something does not hold.
pub fn run(here: &Path, mut out: impl Write) -> io::Result<bool> {
    let workspace = Workspace::around(here).map_err(io::Error::other)?;
    let table = check(&workspace)?;
    write!(out, "{table}")?;
    Ok(table.holds())
}

/// Checks a workspace.
pub fn check(workspace: &Workspace) -> io::Result<Table> {
    let mut table = Table::default();
    let (clean, up_to_date) = spec::rows(workspace);
    table.push(clean);
    table.push(up_to_date);
    table.push(coverage::row());

    let judge = Judge::new(ROOTS, Values::Hidden)
        .map_err(io::Error::other)?
        .with_files(crate::file::fault);
    let mut agree = Row::new("types, schemas and judge agree");
    table.push(expected(&workspace.payloads(), &judge, &mut agree)?);
    table.push(observed(workspace, &judge, &mut agree)?);
    table.push(agree);

    let (cards, costs) = client::rows()?;
    table.push(cards);
    table.push(costs);
    Ok(table)
}

fn expected(folder: &Path, judge: &Judge, agree: &mut Row) -> io::Result<Row> {
    let mut row = Row::new("samples get the expected verdict");
    for sample in samples(folder)? {
        let Some(expectation) = &sample.expectation else {
            row.fail(Failure {
                place: sample.name,
                message: "no expected verdict stands beside it".to_owned(),
                way_out: "write one: conformance/payloads has examples, NAME.expect.json",
            });
            continue;
        };
        let expectation = match expectation {
            Ok(expectation) => expectation,
            Err(message) => {
                row.fail(Failure {
                    place: sample.name,
                    message: format!("the expected verdict beside it cannot be read: {message}"),
                    way_out: "mend the file NAME.expect.json",
                });
                continue;
            }
        };
        let Some(document) = judge.document(&expectation.document) else {
            row.fail(Failure {
                place: sample.name,
                message: format!(
                    "there is no document `{}` to judge it by",
                    expectation.document
                ),
                way_out: "name one that `idcard schema` knows",
            });
            continue;
        };
        let judgement = judge.judge(&sample.name, sample.bytes.clone(), Some(document));
        let differences = expectation.differences(&judgement);
        row.check(differences.is_empty(), || Failure {
            place: sample.name.clone(),
            message: differences.join("\n"),
            way_out: "change the spec and run `cargo codegen`, or the verdict in NAME.expect.json",
        });
        agreement::check(&sample, &judgement, agree);
    }
    Ok(row)
}

/// Payloads that the service sent are the measure of the spec: each must satisfy it, and have
/// nothing that it does not name.
fn observed(workspace: &Workspace, judge: &Judge, agree: &mut Row) -> io::Result<Row> {
    let mut row = Row::new("observed payloads are valid");
    let folder = workspace.observed();
    if !folder.is_dir() {
        row.skip("there is no folder ../shared/payloads beside this one");
        return Ok(row);
    }
    for sample in samples(&folder)? {
        let judgement = judge.judge(&sample.name, sample.bytes.clone(), None);
        if sample.is_observed() {
            row.check(judgement.verdict == Verdict::Valid, || Failure {
                place: sample.name.clone(),
                message: sample::describe(&judgement),
                way_out: "the service sends it, so the spec has to describe it",
            });
        }
        agreement::check(&sample, &judgement, agree);
    }
    Ok(row)
}
