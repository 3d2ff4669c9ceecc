//! Makes texts of others fit to be shown: on a terminal, and in the commands of a workflow.

use crate::source::acts_on_terminal;

/// A text on one line that acts on no terminal.
pub fn plain(text: &str) -> String {
    let acts = |c: char| c.is_control() || acts_on_terminal(c);
    text.replace(acts, "\u{fffd}")
}

/// What a workflow command says: no line of it is a command of its own.
pub(crate) fn message(text: &str) -> String {
    plain(text).replace('%', "%25")
}

/// A property of a workflow command, such as its file.
pub(crate) fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_command_or_acts() {
        let text = "a%b\n::error::c\r\u{1b}[2J\u{202e}d";
        let shown = "a%25b\u{fffd}::error::c\u{fffd}\u{fffd}[2J\u{fffd}d";
        assert_eq!(message(text), shown);
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
        assert_eq!(plain("가 %"), "가 %");
    }
}
