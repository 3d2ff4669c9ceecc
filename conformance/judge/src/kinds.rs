//! Classifies payloads by what they say in words of the spec: which kind of card is in an answer, how
//! the reading went, and the code of an error. It is what a summary is broken down by.
//!
//! A payload has a set of such words, each once, whatever it holds: the words are those of the catalogue,
//! and what the catalogue does not list is `other`. So the set is a few bits, nothing of a payload is in
//! it, and counting it costs next to nothing. The validator notes the strings on its way; where there is
//! a tree, they are taken from that. Both give the same set.

use super::shape;
use clova_id_card::catalog::{Member, Object, ROOTS, Root, Shape};
use clova_id_card::wire::validator::Listed;
use spanned_tree::{Node, Object as Tree, Value};
use std::ptr;
use std::sync::LazyLock;

/// The words that a payload is classified by, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kinds(u64);

impl Kinds {
    /// How many words there may be.
    pub const MOST: usize = 64;

    /// Their numbers, in order.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = rest.trailing_zeros();
            // Its lowest bit is taken away.
            rest &= rest.wrapping_sub(1);
            (number < u64::BITS).then_some(number as usize)
        })
    }

    /// The words, such as `card:ic` or `inferResult:SUCCESS`: what is said, and of what.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.numbers().filter_map(Self::word)
    }

    /// The word of that number.
    pub fn word(number: usize) -> Option<&'static str> {
        TABLE.words.get(number).map(String::as_str)
    }

    fn add(&mut self, number: usize) {
        if number < Self::MOST {
            self.0 |= 1 << number;
        }
    }
}

/// The kinds that the strings of a valid text make, which the validator noted.
pub(super) fn of_listed(
    root: &'static Root,
    text: &str,
    listed: impl Iterator<Item = Listed>,
) -> Kinds {
    let mut kinds = Kinds::default();
    for list in listed {
        let facet = { TABLE.facets().into_iter() }
            .find(|facet| facet.is_of(list.object) && facet.member == list.member);
        if let Some(facet) = facet {
            kinds.add(facet.number(text.get(list.text).unwrap_or_default()));
        }
    }
    if root.name == ERROR && kinds == Kinds::default() {
        kinds.add(TABLE.gateway);
    }
    kinds
}

/// The kinds that a tree makes of a document.
pub(super) fn of(root: &'static Root, node: &Node) -> Kinds {
    let mut kinds = Kinds::default();
    let Some(object) = object(node) else {
        return kinds;
    };
    let Table {
        card, read, code, ..
    } = &*TABLE;
    if root.name == RESPONSE {
        let images = object.get(IMAGES).map(|member| &member.value.value);
        let Some(Value::Array(images)) = images else {
            return kinds;
        };
        for image in images.iter().filter_map(self::object) {
            if let Some(text) = text(image, read.member) {
                kinds.add(read.number(text));
            }
            let result = member(image, ID_CARD).and_then(|card| member(card, RESULT));
            if let Some(result) = result {
                kinds.add(card.number_of(result));
            }
        }
    } else if root.name == ERROR {
        if let Some(text) = text(object, code.member) {
            kinds.add(code.number(text));
        } else if object.get(GATEWAY).is_some() {
            kinds.add(TABLE.gateway);
        }
    }
    kinds
}

fn object(node: &Node) -> Option<&Tree> {
    match &node.value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn member<'a>(tree: &'a Tree, name: &str) -> Option<&'a Tree> {
    object(&tree.get(name)?.value)
}

fn text<'a>(tree: &'a Tree, name: &str) -> Option<&'a str> {
    tree.get(name)?.value.as_str()
}

/// The documents that say something, by their names in the catalogue.
const RESPONSE: &str = "response";
const ERROR: &str = "error";

const IMAGES: &str = "images";
const ID_CARD: &str = "idCard";
const RESULT: &str = "result";
const READ: &str = "inferResult";
const CODE: &str = "code";
const GATEWAY: &str = "error";

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// All words, and where they come from.
struct Table {
    words: Vec<String>,
    card: Facet,
    read: Facet,
    code: Facet,
    /// The number of an error that a gateway in front of the service gave: it has codes of its own.
    gateway: usize,
}

/// A member that tells payloads apart.
struct Facet {
    object: Option<&'static Object>,
    member: &'static str,
    /// The strings that it is known to have, the first of them with the number `first`; behind them is
    /// the number of all others.
    values: Vec<&'static str>,
    first: usize,
}

impl Table {
    fn new() -> Self {
        let mut words = Vec::new();
        let response = |names: &[&str]| along(&named(RESPONSE)?.shape, names);
        let (image, result) = (response(&[IMAGES]), response(&[IMAGES, ID_CARD, RESULT]));
        let card = Facet::card(result, &mut words);
        let read = Facet::new(READ, image, READ, &mut words);
        let code = named(ERROR).map_or(&[][..], |error| shape::objects(&error.shape));
        let code = code.iter().find(|object| find(object, CODE).is_some());
        let code = Facet::new(CODE, code.copied(), CODE, &mut words);
        words.push(format!("{CODE}:gateway"));
        Self {
            gateway: words.len() - 1,
            words,
            card,
            read,
            code,
        }
    }

    fn facets(&self) -> [&Facet; 3] {
        [&self.card, &self.read, &self.code]
    }
}

impl Facet {
    fn new(
        name: &str,
        object: Option<&'static Object>,
        member: &'static str,
        words: &mut Vec<String>,
    ) -> Self {
        let values = match object.and_then(|object| find(object, member)) {
            Some(Member {
                shape: Shape::Enum(values),
                ..
            }) => values,
            Some(open) => open.known,
            None => &[],
        };
        let first = words.len();
        words.extend({ values.iter() }.map(|value| format!("{name}:{value}")));
        words.push(format!("{name}:other"));
        Self {
            object,
            member,
            values: values.to_vec(),
            first,
        }
    }

    /// The kinds of card, by the member that each is in.
    fn card(result: Option<&'static Object>, words: &mut Vec<String>) -> Self {
        let one_of = result.and_then(|object| object.one_of.as_ref());
        let choices = one_of.map_or(&[][..], |one_of| one_of.choices);
        let first = words.len();
        let members = choices.iter().map(|choice| choice.member);
        words.extend(
            members
                .chain(["none", "several"])
                .map(|member| format!("card:{member}")),
        );
        Self {
            object: result,
            member: one_of
                .and_then(|one_of| one_of.named_by)
                .unwrap_or_default(),
            values: choices
                .iter()
                .map(|choice| choice.value.unwrap_or_default())
                .collect(),
            first,
        }
    }

    fn is_of(&self, object: &'static Object) -> bool {
        self.object.is_some_and(|own| ptr::eq(own, object))
    }

    /// The number of a value: behind those that are known, that of all others.
    fn number(&self, value: &str) -> usize {
        let mut values = self.values.iter();
        let at = values.position(|known| *known == value);
        self.first + at.unwrap_or(self.values.len())
    }

    /// The number of the one member that is there, or of none, or of several.
    fn number_of(&self, result: &Tree) -> usize {
        let one_of = self.object.and_then(|object| object.one_of.as_ref());
        let choices = one_of.map_or(&[][..], |one_of| one_of.choices);
        let is_there = |name: &str| {
            let member = result.get(name);
            member.is_some_and(|member| !member.value.is_null())
        };
        let there = choices.iter().enumerate();
        let mut there = there.filter(|(_, choice)| is_there(choice.member));
        match (there.next(), there.next()) {
            (None, _) => self.first + choices.len(),
            (Some((at, _)), None) => self.first + at,
            (Some(_), Some(_)) => self.first + choices.len() + 1,
        }
    }
}

/// The document of that name.
fn named(name: &str) -> Option<&'static Root> {
    ROOTS.iter().find(|root| root.name == name)
}

/// The object that members lead to, through lists.
fn along(shape: &'static Shape, names: &[&str]) -> Option<&'static Object> {
    let mut object = *shape::objects(shape).first()?;
    for name in names {
        let mut shape = &find(object, name)?.shape;
        while let Shape::Array(items) = shape {
            shape = items;
        }
        object = *shape::objects(shape).first()?;
    }
    Some(object)
}

fn find(object: &'static Object, name: &str) -> Option<&'static Member> {
    object.members.iter().find(|member| member.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    fn words(root: &str, text: &str) -> Vec<&'static str> {
        let tree = spanned_tree::Tree::from_json(text);
        of(named(root).unwrap(), &tree.root.unwrap())
            .words()
            .collect()
    }

    #[test]
    fn there_is_room_for_all_words_and_each_is_there_once() {
        let words = &TABLE.words;
        assert!(words.len() > 20 && words.len() <= Kinds::MOST, "{words:?}");
        let distinct: std::collections::BTreeSet<_> = words.iter().collect();
        assert_eq!(distinct.len(), words.len());
        for facet in TABLE.facets() {
            assert!(facet.object.is_some() && facet.values.len() > 2);
        }
    }

    #[test]
    fn an_answer_is_classified_by_its_images_and_nothing_of_it_is_in_a_word() {
        let image = |result: &str, card: &str| {
            format!(r#"{{"inferResult":{result},"idCard":{{"result":{card}}}}}"#)
        };
        let answer = |images: &[String]| {
            let text = format!(r#"{{"images":[{}]}}"#, images.join(","));
            words(RESPONSE, &text)
        };
        let ic = image(r#""SUCCESS""#, r#"{"ic":{},"dl":null}"#);
        assert_eq!(
            answer(slice::from_ref(&ic)),
            ["card:ic", "inferResult:SUCCESS"]
        );
        let odd = image(r#""zq7canary""#, r#"{"zq7canary":{}}"#);
        assert_eq!(
            answer(slice::from_ref(&odd)),
            ["card:none", "inferResult:other"]
        );
        let both = image("7", r#"{"ic":{},"pp":{}}"#);
        assert_eq!(answer(&[both]), ["card:several"]);
        let all = [
            "card:ic",
            "card:none",
            "inferResult:SUCCESS",
            "inferResult:other",
        ];
        assert_eq!(answer(&[ic.clone(), odd, ic]), all);
        assert!(answer(&[]).is_empty() && words(RESPONSE, "[]").is_empty());
    }

    #[test]
    fn an_error_is_classified_by_its_code() {
        let error = |text: &str| words(ERROR, text);
        assert_eq!(error(r#"{"code":"0011"}"#), ["code:0011"]);
        assert_eq!(error(r#"{"code":"zq7canary"}"#), ["code:other"]);
        assert_eq!(error(r#"{"error":{"errorCode":"210"}}"#), ["code:gateway"]);
        assert!(error(r#"{"code":11}"#).is_empty());
    }
}
