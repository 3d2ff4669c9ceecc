//! Takes the time of several works in turn, so that a busy machine is busy for all of them.

use std::time::Instant;

pub(crate) const ROUNDS: usize = 9;

/// The median time of each, in milliseconds.
pub(crate) fn times<const N: usize>(works: [&dyn Fn(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (times, work) in times.iter_mut().zip(works) {
            let start = Instant::now();
            work();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}
