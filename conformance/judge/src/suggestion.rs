//! Finds the value of a closed list that was probably meant, where another stands.
//!
//! Of the payload nothing is shown: what is suggested is a value of the spec. That it is suggested says
//! that the payload has something near it, so only members are looked at that anybody may see.

use super::shape;
use super::trail::Step;
use clova_id_card::catalog::{Member, Root, Sensitivity, Shape};

/// A text that is longer was not meant to be one of the service's words, in characters.
const LONGEST_SLIP: usize = 40;

/// The value that was probably meant at the end of the trail, if the spec has a list for it.
pub(super) fn meant(root: &'static Root, trail: &[Step<'_>], value: &str) -> Option<&'static str> {
    let member = member(root, trail)?;
    let Shape::Enum(values) = member.shape else {
        return None;
    };
    // What is one of one needs no suggestion.
    (member.sensitivity == Sensitivity::Public && values.len() > 1)
        .then(|| closest(value, values))
        .flatten()
}

/// The member of the catalogue that a trail leads to.
fn member(root: &'static Root, trail: &[Step<'_>]) -> Option<&'static Member> {
    let (mut shape, mut last) = (&root.shape, None);
    for step in trail {
        match (step, shape) {
            (Step::Index(_), Shape::Array(items)) => shape = items,
            (Step::Key(key, _), _) => {
                let objects = shape::objects(shape).iter();
                let mut members = objects.flat_map(|object| object.members);
                let member = members.find(|member| member.name == *key)?;
                (shape, last) = (&member.shape, Some(member));
            }
            _ => return None,
        }
    }
    last
}

/// The nearest of the words: one slip in four characters is still a slip, more is another word; neither
/// the case counts nor what stands between words.
pub(super) fn closest(value: &str, words: &[&'static str]) -> Option<&'static str> {
    let folded = folded(value);
    let length = folded.chars().count();
    if length == 0 || length > LONGEST_SLIP {
        return None;
    }
    let slips = length / 4;
    let near = words.iter().map(|word| {
        let distance = strsim::osa_distance(&folded, &self::folded(word));
        (distance, *word)
    });
    let near = near.filter(|(distance, _)| *distance <= slips);
    near.min().map(|(_, word)| word)
}

fn folded(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::Siblings;
    use clova_id_card::catalog::{REQUEST, RESPONSE};

    const fn key(key: &str) -> Step<'_> {
        Step::Key(key, Siblings::Described)
    }

    #[test]
    fn a_slip_is_told_from_another_word() {
        let words = ["SUCCESS", "FAILURE", "ERROR", "tif"];
        for (value, meant) in [
            ("SUCESS", Some("SUCCESS")),
            ("success", Some("SUCCESS")),
            ("Failrue", Some("FAILURE")),
            ("ERR", None),
            ("gif", None),
            ("PENDING", None),
            ("", None),
            ("홍길동", None),
        ] {
            assert_eq!(closest(value, &words), meant, "{value}");
        }
        assert_eq!(closest(&"SUCCESS".repeat(10), &words), None);
        assert_eq!(
            closest("ID_CARD", &["ID Card", "Passport"]),
            Some("ID Card")
        );
    }

    #[test]
    fn only_a_list_that_anybody_may_see_is_suggested_from() {
        let image = [key("images"), Step::Index(0)];
        let at = |name| [&image[..], &[key(name)]].concat();
        assert_eq!(
            meant(RESPONSE, &at("inferResult"), "SUCESS"),
            Some("SUCCESS")
        );
        assert_eq!(meant(REQUEST, &at("format"), "PNG"), Some("png"));
        // One of one.
        assert_eq!(meant(REQUEST, &[key("version")], "V1"), None);
        // A member without a list, none at all, and a place that is none.
        assert_eq!(meant(RESPONSE, &at("message"), "SUCESS"), None);
        assert_eq!(meant(RESPONSE, &at("zq7canary"), "SUCESS"), None);
        assert_eq!(meant(RESPONSE, &[Step::Index(0)], "SUCESS"), None);
    }
}
