//! Every form of a report: what it shows, what it can be made to show, and what it adds up to.

mod baseline;
mod escaping;
mod forms;
mod page;
mod partition;
mod schema;

use clova_id_card::catalog::ROOTS;
use idcard_judge::{Failure, Origin};
use idcard_judge::{Judge, Judgement, Values};
use idcard_report::{Digest, Form, Options, Settings, create};
use std::fs;
use std::path::Path;
use std::sync::Arc;

const PAYLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");

fn judge() -> Judge {
    Judge::new(ROOTS, Values::Hidden)
        .unwrap()
        .with_excerpts(true)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(PAYLOADS).join(name)).unwrap()
}

/// The report of that form on the judgements, and on what could not be read.
fn report(
    form: Form,
    settings: Settings,
    judgements: impl IntoIterator<Item = Result<Judgement, Failure>>,
) -> String {
    let mut digest = Digest::new(Arc::new(settings));
    let mut out = Vec::new();
    {
        let mut report = create(form, &mut out, Options::default());
        for judgement in judgements {
            match judgement {
                Ok(judgement) => digest.judged(judgement),
                Err(failure) => digest.failed(failure),
            }
            digest.drain_into(report.as_mut()).unwrap();
        }
        report.finish(&digest).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// Something of everything: a valid payload, findings, a fault three times, a payload inside another
/// document, one on a line, one that cannot be read, and one that is not there.
fn mixed() -> Vec<Result<Judgement, Failure>> {
    let judge = judge();
    let judged = |origin: Origin, name: &str| Ok(judge.judge(origin, bytes(name), None));
    let whole = |name: &str| judged(name.into(), name);
    let enumeration = "faulty/enum-infer-result.json";
    vec![
        whole("samples/resident-card.json"),
        whole("faulty/idtype-misspelt.json"),
        whole("faulty/undocumented-key-that-may-be-data.json"),
        whole(enumeration),
        judged(
            Origin::inside(
                "kept.har".into(),
                None,
                "/log/entries/3/response/content/text",
            ),
            enumeration,
        ),
        Err(Failure {
            name: "gone.json".to_owned(),
            message: "there is no such file".to_owned(),
        }),
        judged(
            Origin::inside("kept.log".into(), Some(12), "/_source/body"),
            enumeration,
        ),
        whole("faulty/trailing-comma-and-more.json"),
        whole("faulty/syntax-html.json"),
    ]
}
