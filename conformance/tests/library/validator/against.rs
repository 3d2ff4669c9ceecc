//! Compares the validator with the judge: what the first calls valid must be nothing else to the
//! second, down to the position of each undocumented member.

use clova_id_card::catalog::{ROOTS, Root};
use clova_id_card::wire::validator::{Answer, Step, Validator};
use idcard_judge::{Document, Judge, Rule, Values, Verdict, printable};
use spanned_tree::Position;

/// Both, for every document.
pub(crate) struct Pair {
    judge: Judge,
    validators: Vec<(&'static Root, Validator)>,
}

/// What the two said of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) answer: Answer,
    pub(crate) verdict: Verdict,
}

impl Pair {
    pub(crate) fn new() -> Self {
        let validators = ROOTS.iter().map(|root| (root, Validator::new(root)));
        Self {
            // Keys are compared, so they have to be shown.
            judge: Judge::new(ROOTS, Values::Shown).unwrap(),
            validators: validators.collect(),
        }
    }

    /// Both on a text, as that document. Fails where the validator says more than the judge.
    pub(crate) fn check(&mut self, root: &str, bytes: &[u8]) -> Said {
        let (_, validator) = self
            .validators
            .iter_mut()
            .find(|(known, _)| known.name == root)
            .unwrap();
        // Whoever calls the validator has looked at the encoding before.
        let text = std::str::from_utf8(bytes).ok();
        let answer = text.map_or(Answer::Undecided, |text| validator.check(text));
        let document = self.judge.document(root);
        assert!(document.is_some(), "{root}");
        let expected = Expected::new(&self.judge, document, bytes);
        if let (Answer::Valid, Some(text)) = (answer, text) {
            let found: Vec<_> = validator
                .undocumented()
                .map(|member| {
                    let key = &text[member.key.clone()];
                    assert_eq!(&text[member.offset..member.key.start], "\"");
                    let pointer = format!("{}/{}", pointer(member.steps), escaped(key));
                    (pointer, position(text, member.offset))
                })
                .collect();
            let shown = String::from_utf8_lossy(bytes);
            assert!(
                expected.is_valid,
                "{root}: the judge says {} of {shown}",
                expected.verdict
            );
            assert_eq!(found, expected.undocumented, "{root}: {shown}");
        }
        Said {
            answer,
            verdict: expected.verdict,
        }
    }
}

/// What the judge says.
struct Expected {
    verdict: Verdict,
    /// Whether it has nothing to say but what is undocumented.
    is_valid: bool,
    undocumented: Vec<(String, Position)>,
}

impl Expected {
    fn new(judge: &Judge, document: Option<&Document>, bytes: &[u8]) -> Self {
        let judgement = judge.judge("text", bytes.to_vec(), document);
        let is_undocumented = |rule| rule == Rule::UndocumentedMember;
        let mut findings = judgement.findings.iter();
        Self {
            verdict: judgement.verdict,
            is_valid: judgement.verdict <= Verdict::Findings
                && findings.all(|finding| is_undocumented(finding.rule)),
            undocumented: judgement
                .findings
                .iter()
                .filter(|finding| is_undocumented(finding.rule))
                .map(|finding| (finding.pointer.clone(), finding.position))
                .collect(),
        }
    }
}

fn pointer(steps: &[Step]) -> String {
    steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => format!("/{}", escaped(key)),
            Step::Other => "/*".to_owned(),
            Step::Index(index) => format!("/{index}"),
        })
        .collect()
}

fn escaped(key: &str) -> String {
    printable(key).replace('~', "~0").replace('/', "~1")
}

fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line = before.rfind('\n').map_or(0, |feed| feed + 1);
    Position {
        line: before.matches('\n').count() + 1,
        column: before[line..].chars().count() + 1,
    }
}
