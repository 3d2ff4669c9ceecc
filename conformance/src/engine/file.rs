//! Judges the file of a form: whether it is a file that the spec has room for, and of the format that is
//! declared for it.
//!
//! It is no JSON, so no schema describes it: what it may be is given by the media types of its part and by
//! the formats that the service takes.

use clova_id_card::{ImageFormat, MultipartRequest};
use idcard_capture::{File, Part, PartFault, essence};
use idcard_judge::{Finding, Judgement, Kinds, Reason, Rule, Verdict};

const REPEATED: &str = "the form has a part of this name already";

/// Judges a file by its first bytes and by what is declared for it.
pub(super) fn judge(file: File) -> Judgement {
    let mut findings = Vec::new();
    let mut add = |rule, message| findings.push(Finding::on_whole(rule, &file.origin, message));
    if file.is_repeated {
        add(Rule::RepeatedPart, REPEATED.to_owned());
    }
    if let Some(fault) = crate::file::by_head(file.format.as_deref(), &file.head) {
        add(Rule::File, fault);
    }
    if let Some(message) = media_type(file.media_type.as_deref(), &file.head) {
        add(Rule::MediaType, message);
    }
    let worst = findings.iter().map(|finding| finding.rule.verdict()).max();
    Judgement {
        origin: file.origin,
        document: Some(MultipartRequest::FILE),
        verdict: worst.unwrap_or(Verdict::Valid),
        reason: None,
        kinds: Kinds::default(),
        findings,
        more: 0,
    }
}

/// Judges what is wrong with a form.
pub(super) fn part(part: Part) -> Judgement {
    let (rule, message) = match part.fault {
        PartFault::Repeated => (Rule::RepeatedPart, REPEATED),
        PartFault::Undocumented => (Rule::UndocumentedPart, "the spec has no part of this name"),
        PartFault::Cut => (Rule::Truncated, "the form ends before its closing boundary"),
    };
    let finding = Finding::on_whole(rule, &part.origin, message.to_owned());
    Judgement {
        origin: part.origin,
        document: None,
        verdict: rule.verdict(),
        reason: (part.fault == PartFault::Cut).then_some(Reason::Truncated),
        kinds: Kinds::default(),
        findings: vec![finding],
        more: 0,
    }
}

/// What is wrong with what the part says. It is not repeated: a media type can hold anything.
fn media_type(declared: Option<&str>, head: &[u8]) -> Option<String> {
    let expected = MultipartRequest::FILE_MEDIA_TYPES.join(", ");
    let Some(declared) = declared else {
        return Some(format!(
            "the part has no media type; one of {expected} is expected"
        ));
    };
    let essence = essence(declared);
    let known = MultipartRequest::FILE_MEDIA_TYPES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(essence));
    let Some(known) = known else {
        return Some(format!("the media type is none of {expected}"));
    };
    let found = ImageFormat::of(head).ok()?.media_type();
    (found != *known).then(|| format!("the media type is {known}, and the file is {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use idcard_judge::Origin;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    fn said(media_type: Option<&str>, format: Option<&str>, head: &[u8]) -> Vec<String> {
        let judgement = judge(File {
            origin: Origin::whole("a.http"),
            media_type: media_type.map(str::to_owned),
            format: format.map(str::to_owned),
            head: head.to_owned(),
            is_repeated: false,
        });
        let findings = judgement.findings.iter();
        let findings = findings.map(|finding| format!("{}: {}", finding.rule, finding.message));
        let verdict = judgement.verdict.to_string();
        std::iter::once(verdict).chain(findings).collect()
    }

    #[test]
    fn a_file_is_what_is_said_of_it() {
        let valid = vec!["valid".to_owned()];
        assert_eq!(said(Some("image/png"), Some("png"), PNG), valid);
        assert_eq!(said(Some("IMAGE/PNG; q=1"), None, PNG), valid);
        assert_eq!(
            said(Some("image/jpeg"), Some("jpeg"), b"\xff\xd8\xff"),
            valid
        );
        // What is no format is the document's fault.
        assert_eq!(said(Some("image/png"), Some("gif"), PNG), valid);
    }

    #[test]
    fn what_it_is_not_is_said() {
        insta::assert_debug_snapshot!([
            said(Some("image/png"), Some("png"), b""),
            said(Some("image/png"), Some("png"), b"GIF89a"),
            said(Some("image/png"), Some("jpg"), PNG),
            said(Some("image/jpeg"), Some("png"), PNG),
            said(Some("text/zq7canary"), Some("png"), PNG),
            said(None, Some("zq7canary"), PNG),
        ]);
    }
}
