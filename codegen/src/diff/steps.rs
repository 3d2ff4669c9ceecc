//! Counts what a comparison takes, so that it can be told to be linear.

/// What a comparison took, counted: the same in each run, unlike time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// Places of the documents that were compared.
    pub places: usize,
    /// Pairs of schemas that something was to be proven of.
    pub pairs: usize,
    /// Places at which the cause of a claim was looked for.
    pub causes: usize,
}
