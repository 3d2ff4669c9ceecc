//! Compares and shortens wording: white space as one blank.

use super::steps::step;

/// The text with each run of white space as one blank, and none at its ends.
pub(super) fn collapsed(text: &str) -> String {
    step(text.len());
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// The text as heads of columns are compared: collapsed, in lower case.
pub(super) fn normal(text: &str) -> String {
    collapsed(text).to_lowercase()
}
