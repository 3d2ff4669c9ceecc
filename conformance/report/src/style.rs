//! Writes the colours of a terminal, or none.

use idcard_judge::Verdict;

/// Whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style(pub(super) bool);

impl Style {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    pub(super) fn note(self, text: &str) -> String {
        self.with("1;36", text)
    }

    pub(super) fn mark(self, text: &str) -> String {
        self.with("1;31", text)
    }

    /// Worse is redder.
    pub(super) fn verdict(self, verdict: Verdict, text: &str) -> String {
        let code = match verdict {
            Verdict::Valid => "32",
            Verdict::Findings => "33",
            Verdict::Invalid | Verdict::Unreadable => "31",
        };
        self.with(code, text)
    }
}
