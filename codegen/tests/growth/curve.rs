//! Measures what an input costs as it grows: allocations, and bytes of memory. Both are the same on
//! every machine and in every run, unlike time.

use allocation_counter::{AllocationInfo, measure};
use std::time::{Duration, Instant};

/// The sizes of an input, each twice the one before.
pub(crate) const SIZES: [usize; 5] = [1, 2, 4, 8, 16];

/// What one more doubling may add, as a multiple of what the doubling before it added: 2 is linear.
const MOST_GROWTH: f64 = 2.3;

/// So little is no growth.
const CONSTANT: u64 = 4096;

/// What takes fewer seconds cannot be compared.
const TOO_SHORT: f64 = 0.02;

/// What inputs of all sizes cost.
pub(crate) struct Curve {
    what: String,
    points: Vec<Point>,
}

/// What an input of one size costs.
struct Point {
    /// Bytes of the input.
    input: u64,
    cost: AllocationInfo,
    /// Not compared, as machines have other work to do: only shown.
    time: Duration,
}

impl Curve {
    /// Measures the work for an input of each size; `make` gives the input and its length.
    pub(crate) fn of<I>(
        what: impl Into<String>,
        make: impl Fn(usize) -> (I, usize),
        mut work: impl FnMut(I),
    ) -> Self {
        // What is made once for all inputs is made here.
        work(make(1).0);
        let points = SIZES.map(|size| {
            let (input, length) = make(size);
            let begun = Instant::now();
            let cost = measure(|| work(input));
            Point {
                input: u64::try_from(length).unwrap_or(u64::MAX),
                cost,
                time: begun.elapsed(),
            }
        });
        Self {
            what: what.into(),
            points: points.into(),
        }
    }

    /// The faults: what grows faster than the input, or takes more than `most` bytes at a time for a
    /// byte of it.
    pub(crate) fn faults(&self, most: f64) -> Vec<String> {
        type Quantity = fn(&AllocationInfo) -> u64;
        type Judge = fn(&[u64]) -> bool;
        let quantities: [(&str, Quantity, Judge); 3] = [
            ("allocations", |cost| cost.count_total, adds_ever_more),
            ("bytes allocated", |cost| cost.bytes_total, adds_ever_more),
            ("bytes at a time", |cost| cost.bytes_max, more_than_doubles),
        ];
        let mut faults = Vec::new();
        for (name, quantity, is_too_much) in quantities {
            let costs: Vec<_> = self.points.iter().map(|p| quantity(&p.cost)).collect();
            if is_too_much(&costs) {
                faults.push(format!("{}: {name} {costs:?}", self.what));
            }
        }
        let peak = self.peak();
        if peak > most {
            faults.push(format!("{}: {peak:.1} bytes a byte", self.what));
        }
        faults
    }

    /// How many times longer the last doubling took than the one before, and its name.
    pub(crate) fn slowdown(&self) -> (f64, &str) {
        let [.., before, last] = &self.points[..] else {
            return (0.0, &self.what);
        };
        let ratio = last.time.as_secs_f64() / before.time.as_secs_f64().max(TOO_SHORT);
        (ratio, &self.what)
    }

    /// The most bytes at a time for a byte that the input grew by.
    #[expect(clippy::cast_precision_loss, reason = "it is shown with one digit")]
    pub(crate) fn peak(&self) -> f64 {
        let [first, .., last] = &self.points[..] else {
            return 0.0;
        };
        let taken = last.cost.bytes_max.saturating_sub(first.cost.bytes_max);
        taken as f64 / last.input.saturating_sub(first.input).max(CONSTANT) as f64
    }
}

/// Whether the doublings add ever more than twice what the one before added: the last one, and all of
/// them together, as a buffer that doubles may be late by one. Differences, as what is paid once
/// would hide it.
#[expect(clippy::cast_precision_loss, reason = "they are compared roughly")]
pub(crate) fn adds_ever_more(costs: &[u64]) -> bool {
    let added = costs.windows(2).map(|pair| pair[1].saturating_sub(pair[0]));
    let added: Vec<_> = added.map(|added| added.max(64) as f64).collect();
    let [first, .., before, last] = added[..] else {
        return false;
    };
    let doublings = i32::try_from(added.len() - 1).unwrap_or(i32::MAX);
    let worth_it = costs[0].max(CONSTANT) as f64 / 4.0;
    last > worth_it && last > before * MOST_GROWTH && last > first * MOST_GROWTH.powi(doublings)
}

/// Whether the last doublings take more than twice the memory each. The most bytes at a time may be
/// those of another moment for another size, so differences would say nothing.
#[expect(clippy::cast_precision_loss, reason = "they are compared roughly")]
fn more_than_doubles(costs: &[u64]) -> bool {
    let pairs = costs.windows(2).skip(2);
    let mut ratios = pairs.map(|pair| pair[1] as f64 / pair[0].max(CONSTANT) as f64);
    ratios.all(|ratio| ratio > MOST_GROWTH)
}

#[test]
fn what_is_not_linear_is_seen() {
    let costs = |cost: fn(u64) -> u64| [1_000, 2_000, 4_000, 8_000, 16_000].map(cost);
    for linear in [costs(|n| 7 * n), costs(|n| 1_000_000 + n), costs(|_| 5)] {
        assert!(!adds_ever_more(&linear), "{linear:?}");
    }
    let logarithmic = costs(|n| n * u64::from(n.ilog2()));
    assert!(!adds_ever_more(&logarithmic));
    for more in [costs(|n| n * n), costs(|n| 1_000 * n + n * n)] {
        assert!(adds_ever_more(&more), "{more:?}");
    }
}
