//! Shows what was checked and what failed: failures first, those with the same way out together, then
//! a table that fits on a screen.

use std::fmt;

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    what: &'static str,
    passed: usize,
    failures: Vec<Failure>,
    skipped: Option<String>,
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub place: String,
    /// What is wrong; may have several lines.
    pub message: String,
    /// What to do about it.
    pub way_out: &'static str,
}

/// Every row, in the order in which they were checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table(Vec<Row>);

impl Row {
    /// A row with nothing checked yet; `what` is the claim.
    pub fn new(what: &'static str) -> Self {
        Self {
            what,
            passed: 0,
            failures: Vec::new(),
            skipped: None,
        }
    }

    /// Counts one check; the failure is only made when it is needed.
    pub fn check(&mut self, holds: bool, failure: impl FnOnce() -> Failure) {
        if holds {
            self.passed += 1;
        } else {
            self.failures.push(failure());
        }
    }

    /// Counts checks that passed.
    pub fn pass(&mut self, count: usize) {
        self.passed += count;
    }

    /// Counts one check that failed.
    pub fn fail(&mut self, failure: Failure) {
        self.failures.push(failure);
    }

    /// Says why nothing could be checked.
    pub fn skip(&mut self, why: impl Into<String>) {
        self.skipped = Some(why.into());
    }

    /// Nothing failed, and something was checked or there is a reason why not.
    pub fn holds(&self) -> bool {
        self.failures.is_empty() && (self.passed > 0 || self.skipped.is_some())
    }

    /// What failed.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    fn result(&self) -> &'static str {
        match (self.holds(), self.skipped.is_some()) {
            (false, _) => "FAIL",
            (true, true) => "skip",
            (true, false) => "pass",
        }
    }
}

impl Table {
    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.0.push(row);
    }

    /// Whether every row holds.
    pub fn holds(&self) -> bool {
        self.0.iter().all(Row::holds)
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.0
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.0 {
            for group in row.failures.chunk_by(|a, b| a.way_out == b.way_out) {
                writeln!(f, "FAIL  {}", row.what)?;
                for Failure { place, message, .. } in group {
                    let mut lines = message.trim_end().lines();
                    writeln!(f, "      {place}: {}", lines.next().unwrap_or_default())?;
                    for line in lines {
                        writeln!(f, "{}", format!("        {line}").trim_end())?;
                    }
                }
                for Failure { way_out, .. } in group.iter().take(1) {
                    writeln!(f, "   => {way_out}\n")?;
                }
            }
        }
        let width = self
            .0
            .iter()
            .map(|row| row.what.len())
            .max()
            .unwrap_or_default();
        writeln!(f, "      {:width$}  {:>6}  {:>6}", "", "passed", "failed")?;
        for row in &self.0 {
            let (result, what, failed) = (row.result(), row.what, row.failures.len());
            write!(f, "{result}  {what:width$}  {:>6}  {failed:>6}", row.passed)?;
            match &row.skipped {
                Some(why) => writeln!(f, "  {why}")?,
                None if row.passed == 0 && failed == 0 => writeln!(f, "  nothing was checked")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure() -> Failure {
        Failure {
            place: "a.json".to_owned(),
            message: "expected valid\nfound invalid".to_owned(),
            way_out: "mend it",
        }
    }

    #[test]
    fn failures_come_first_and_the_counts_stand_in_columns() {
        let mut table = Table::default();
        let mut good = Row::new("the sky is up");
        good.pass(120);
        let mut bad = Row::new("all is well with the payloads");
        bad.check(true, failure);
        bad.check(false, failure);
        let mut skipped = Row::new("the moon is full");
        skipped.skip("it is day");
        let empty = Row::new("silence");
        for row in [good, bad, skipped, empty] {
            table.push(row);
        }
        assert!(!table.holds());
        insta::assert_snapshot!(table, @r"
        FAIL  all is well with the payloads
              a.json: expected valid
                found invalid
           => mend it

                                             passed  failed
        pass  the sky is up                     120       0
        FAIL  all is well with the payloads       1       1
        skip  the moon is full                    0       0  it is day
        FAIL  silence                             0       0  nothing was checked
        ");
    }

    #[test]
    fn a_row_that_checked_nothing_does_not_hold() {
        let mut row = Row::new("something");
        assert!(!row.holds());
        row.pass(1);
        assert!(row.holds());
        row.fail(failure());
        assert!(!row.holds());
    }
}
