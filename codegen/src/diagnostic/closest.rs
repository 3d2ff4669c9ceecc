//! Finds the name that was probably meant: the nearest of those known to a misspelt one.

/// Above so many names to compare with the search costs more than it helps.
const MOST: usize = 1000;

/// So does one above so many comparisons of letters.
const MOST_STEPS: usize = 1 << 20;

/// The known name nearest to the one given, where one is near enough to be what was meant. Of two
/// equally near the first in alphabetical order wins, so that the answer does not depend on the
/// order of the list.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = name.to_lowercase();
    let length = folded.chars().count();
    // One slip in three characters is still a slip; more is another word.
    let slips = (length / 3).max(1);
    let known: Vec<&str> = known.into_iter().take(MOST + 1).collect();
    let steps = length.saturating_mul(length).saturating_mul(known.len());
    if known.len() > MOST || steps > MOST_STEPS {
        return None;
    }
    known
        .into_iter()
        .filter(|candidate| *candidate != name)
        // Spares the comparison, whose cost is the product of the lengths.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= slips)
        .map(|candidate| {
            (
                strsim::osa_distance(&folded, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= slips)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["minLength", "maxLength", "minimum", "name", "x"];
        for (name, meant) in [
            ("minlength", Some("minLength")),
            ("minLenght", Some("minLength")),
            ("maxlenth", Some("maxLength")),
            ("nmae", Some("name")),
            ("minimun", Some("minimum")),
            ("y", Some("x")),
            ("colour", None),
            ("", Some("x")),
        ] {
            assert_eq!(closest(name, known), meant, "{name}");
        }
    }

    #[test]
    fn does_not_depend_on_the_order_of_the_list() {
        assert_eq!(closest("cap", ["cat", "car"]), Some("car"));
        assert_eq!(closest("cap", ["car", "cat"]), Some("car"));
    }

    #[test]
    fn does_not_suggest_what_was_said() {
        assert_eq!(closest("name", ["name"]), None);
        assert_eq!(closest("Name", ["name"]), Some("name"));
    }
}
