//! Compares what the instruments find in a payload, and describes a difference. The fuzz target
//! uses it too.

use clova_id_card::catalog::{ROOTS, Root};
use clova_id_card::wire::validator::{Answer, Step, Undocumented, Validator};
use idcard_judge::{Judge, Judgement, Rule, Values, Verdict, printable};
use spanned_tree::Source;
use std::fmt::Write as _;

/// The judge, and a validator for each kind of document.
pub(crate) struct Instruments {
    judge: Judge,
    validators: Vec<(&'static Root, Validator)>,
}

/// What the instruments agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreed {
    /// The validator was certain, and the judge says the same.
    Proven(Verdict),
    /// The validator left it to the judge.
    Left(Verdict),
}

impl Instruments {
    /// For every kind of document.
    pub(crate) fn new() -> Self {
        Self {
            // What is shown here is synthetic, and the pointers are to be compared.
            judge: Judge::new(ROOTS, Values::Shown).expect("the emitted schemas compile"),
            validators: ROOTS
                .iter()
                .map(|root| (root, Validator::new(root)))
                .collect(),
        }
    }

    /// Holds the instruments against one another.
    pub(crate) fn compare(&mut self, name: &str, bytes: &[u8]) -> Result<Agreed, String> {
        let document = self.judge.document(name).ok_or("no such document")?;
        let judgement = self.judge.judge("case", bytes.to_vec(), Some(document));
        let verdict = document.verdict(bytes);
        if verdict != judgement.verdict {
            return Err(format!(
                "the judge says {} with findings and {verdict} without",
                judgement.verdict
            ));
        }
        let validator = self
            .validators
            .iter_mut()
            .find(|(root, _)| root.name == name);
        let (_, validator) = validator.ok_or("no such validator")?;
        // What is not UTF-8 does not reach the validator.
        let Ok(text) = str::from_utf8(bytes) else {
            return match verdict {
                Verdict::Unreadable => Ok(Agreed::Left(verdict)),
                _ => Err(format!("{verdict} though it is not UTF-8")),
            };
        };
        if validator.check(text) == Answer::Undecided {
            return Ok(Agreed::Left(verdict));
        }
        let noted = validator.undocumented().map(|one| place(&one, text));
        same(noted.collect(), &judgement, text)?;
        Ok(Agreed::Proven(verdict))
    }
}

/// A pointer, and the offset of the key.
type Place = (String, usize);

fn place(one: &Undocumented<'_>, text: &str) -> Result<Place, String> {
    let mut pointer = String::new();
    for step in one.steps {
        match step {
            Step::Key(key) => escape(key, &mut pointer),
            Step::Other => pointer.push_str("/*"),
            Step::Index(index) => write!(pointer, "/{index}").map_err(|error| error.to_string())?,
        }
    }
    let key = text
        .get(one.key.clone())
        .ok_or("a key outside of the text")?;
    escape(&printable(key), &mut pointer);
    if one.offset + 1 != one.key.start {
        return Err(format!("the key at {:?} begins at {}", one.key, one.offset));
    }
    let members = one.object.members;
    if members.iter().any(|member| member.name == key) {
        return Err(format!("{pointer} is documented"));
    }
    Ok((pointer, one.offset))
}

fn escape(key: &str, pointer: &mut String) {
    pointer.push('/');
    pointer.push_str(&spanned_tree::escape_token(key));
}

/// The judge has to find exactly what the validator noted, where it noted it.
fn same(
    noted: Vec<Result<Place, String>>,
    judgement: &Judgement,
    text: &str,
) -> Result<(), String> {
    let noted = noted.into_iter().collect::<Result<Vec<_>, _>>()?;
    let source = Source::new("case", text);
    let noted: Vec<_> = noted
        .into_iter()
        .map(|(pointer, offset)| (pointer, source.position(offset)))
        .collect();
    let mut found = Vec::new();
    for finding in &judgement.findings {
        if finding.rule != Rule::UndocumentedMember {
            return Err(format!(
                "valid by the validator, and the judge finds {} at {}",
                finding.rule, finding.pointer
            ));
        }
        found.push((finding.pointer.clone(), finding.position));
    }
    if noted != found {
        return Err(format!(
            "the validator notes {noted:?}, the judge finds {found:?}"
        ));
    }
    Ok(())
}
