//! Turns offsets into lines.

/// Where each line of a text begins.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let feeds = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        Self(
            std::iter::once(0)
                .chain(feeds.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line of an offset, from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|&start| start <= offset)
    }

    /// The last line that has anything in it, from 1.
    pub(super) fn last(&self, text: &str) -> usize {
        self.line(text.trim_end().len().saturating_sub(1))
    }
}
