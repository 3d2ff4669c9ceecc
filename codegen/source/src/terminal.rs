//! Tells what a terminal acts on from what it shows.

/// Whether a terminal acts on a character rather than shows it: one that controls a device, turns the
/// direction of the text, or ends a line.
pub fn acts_on_terminal(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}
