//! Draws choices from a seed, the same on every machine: no clock and no system has a part in them.

/// A stream of choices; `SplitMix64`, which is short and needs no crate.
#[derive(Clone)]
pub struct Seeded(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

impl Seeded {
    /// The stream for one call: neighbouring seeds and calls have nothing in common.
    pub fn new(seed: u64, call: u64) -> Self {
        let mut mixed = Self(seed);
        let seed = mixed.next();
        let mut mixed = Self(seed ^ call.wrapping_mul(STEP));
        mixed.next();
        mixed
    }

    /// The next 64 bits of the sequence.
    #[expect(
        clippy::should_implement_trait,
        reason = "it never ends, so there is nothing to wrap"
    )]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Both ends are possible.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        let choices = i64::from(most) - i64::from(least) + 1;
        let choices = u64::try_from(choices).unwrap_or(1).max(1);
        let above = i32::try_from(self.next() % choices).unwrap_or_default();
        least.saturating_add(above)
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times.max(1))
    }

    /// With this probability, to a millionth.
    pub fn chance(&mut self, probability: f64) -> bool {
        f64::from(self.between(0, 999_999)) < probability * 1e6
    }

    /// One of these; there must be one.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(choices.len()).unwrap_or(u64::MAX);
        let index = self.next() % count.max(1);
        choices.get(usize::try_from(index).unwrap_or_default())
    }

    /// One of these texts.
    pub fn word(&mut self, choices: &[&'static str]) -> &'static str {
        self.pick(choices).copied().unwrap_or_default()
    }

    /// So many digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.next() % 10).unwrap_or_default()))
            .collect()
    }

    /// 32 hexadecimal digits. Each eighth is a letter, so that no row of them can be taken for a
    /// number of somebody.
    pub fn name(&mut self) -> String {
        (0..32)
            .map(|place| {
                let digit = u32::try_from(self.next() % 16).unwrap_or_default();
                let digit = if place % 8 == 7 {
                    10 + digit % 6
                } else {
                    digit
                };
                char::from_digit(digit, 16).unwrap_or('a')
            })
            .collect()
    }

    /// A time in milliseconds. Read as a resident number it has a month above 12.
    pub fn time(&mut self) -> i64 {
        let offset = i64::try_from(self.next() % 79_000_000_000).unwrap_or_default();
        1_720_000_000_000 + offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_stream() {
        let stream = |seed, call| {
            let mut seeded = Seeded::new(seed, call);
            [seeded.next(), seeded.next(), seeded.next()]
        };
        assert_eq!(stream(7, 3), stream(7, 3));
        assert_ne!(stream(7, 3), stream(7, 4));
        assert_ne!(stream(7, 3), stream(8, 3));
        assert_ne!(stream(0, 1), stream(1, 0));
    }

    #[test]
    fn both_ends_are_reached_and_none_is_passed() {
        let mut seeded = Seeded::new(1, 0);
        let drawn: Vec<i32> = (0..200).map(|_| seeded.between(-2, 2)).collect();
        for value in -2..=2 {
            assert!(drawn.contains(&value));
        }
        assert!(drawn.iter().all(|value| (-2..=2).contains(value)));
        assert_eq!(seeded.between(5, 5), 5);
    }

    #[test]
    fn neither_a_name_nor_a_time_can_be_a_number_of_somebody() {
        let mut seeded = Seeded::new(2, 0);
        for _ in 0..2000 {
            let time = seeded.time().to_string();
            assert_eq!(time.len(), 13);
            assert!(&time[2..4] > "12", "{time}");
            let name = seeded.name();
            assert_eq!(name.len(), 32);
            let longest = name
                .split(|c: char| !c.is_ascii_digit())
                .map(str::len)
                .max();
            assert!(longest < Some(13), "{name}");
        }
    }
}
