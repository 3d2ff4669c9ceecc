//! Tells the form of a page by its content.

use super::super::model::Form;
use super::steps::step;

/// The form that a text is in.
pub(super) fn form(text: &str) -> Form {
    let start = text.trim_start();
    if begins(start, "<!doctype html") || begins(start, "<html") {
        return Form::Html;
    }
    if text.starts_with("---\n") || text.starts_with("---\r\n") || has_marks(text) {
        return Form::Markdown;
    }
    if start.starts_with('<') {
        return Form::Html;
    }
    Form::Text
}

fn begins(text: &str, with: &str) -> bool {
    text.as_bytes()
        .get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
}

/// Whether it begins like Markdown, or has a rule below the head of a table with its first bar,
/// which copied text loses.
fn has_marks(text: &str) -> bool {
    let begins = |line: &str| {
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        let is_heading = (1..=6).contains(&level) && line.as_bytes().get(level) == Some(&b' ');
        is_heading || line.starts_with("```") || line.starts_with("> ")
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.clone().next().is_some_and(begins)
        || lines.any(|line| {
            step(line.len());
            let rule = line.trim();
            rule.starts_with('|')
                && rule.contains("--")
                && rule.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
        })
}
