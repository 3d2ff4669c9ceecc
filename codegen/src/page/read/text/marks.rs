//! Tells lines by the marks that they begin with or are made of.

/// The marks that items of lists begin with.
const BULLETS: [&str; 9] = ["•", "◦", "▪", "‣", "○", "●", "■", "- ", "* "];

/// What a list item says.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet))
}

/// Whether a line has nothing but dashes, and bars and colons between them.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.matches('-').count() > 2
        && line
            .chars()
            .all(|c| matches!(c, '-' | '|' | ':' | ' ' | '\t'))
}
