//! Goes through a schema and changes a document at every place of it: to what is just taken, and to
//! what is not.

use super::document::{Document, Step, number_of};
use super::sample::{LONGEST, Maker, listed, numbers, numbers_beyond, strings};
use super::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};

/// Documents that are made of one schema.
pub(super) const MOST: usize = 5_000;

/// Every document that is worth judging, in the order of the schema.
pub(super) fn documents(schema: Schema<'_>, seed: u64) -> Vec<Document> {
    let mut walk = Walk {
        made: Vec::new(),
        seen: BTreeSet::new(),
        seed,
    };
    walk.made.extend(Maker::fullest(schema));
    if let Some(smallest) = Maker::smallest(schema) {
        walk.made.push(smallest.clone());
        walk.place(&smallest, &mut Vec::new(), schema);
    }
    walk.made
}

struct Walk<'a> {
    made: Vec<Document>,
    /// What has been gone through, by its reference: elsewhere it is only asked for once.
    seen: BTreeSet<&'a str>,
    seed: u64,
}

impl<'a> Walk<'a> {
    /// A place of the document, at which there is a value that the schema takes.
    fn place(&mut self, base: &Document, path: &mut Vec<Step>, schema: Schema<'a>) {
        if self.made.len() >= MOST {
            return;
        }
        let (schema, name) = schema.resolved();
        self.wrong_type(base, path, schema);
        if let Some(name) = name
            && !self.seen.insert(name)
        {
            return;
        }
        self.set(base, path, schema);
        self.choice(base, path, schema);
        for name in schema.types() {
            match name {
                "boolean" => {
                    self.make(base, path, Document::Bool(true));
                    self.make(base, path, Document::Bool(false));
                }
                "null" => self.make(base, path, Document::Null),
                "string" => self.string(base, path, schema),
                "integer" | "number" => self.number(base, path, schema),
                "array" => self.array(base, path, schema),
                "object" => self.object(base, path, schema),
                _ => {}
            }
        }
    }

    fn make(&mut self, base: &Document, path: &[Step], value: Document) {
        self.made.push(base.with(path, value));
    }

    /// One of a few, by the seed and the place.
    fn one_of(&mut self, few: Vec<Document>) -> Option<Document> {
        // SplitMix64: what comes next depends on the seed and on how many were made before.
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let count = u64::try_from(few.len()).unwrap_or(u64::MAX).max(1);
        let index = usize::try_from(mixed % count).unwrap_or(0);
        few.into_iter().nth(index)
    }

    /// A value of a type that is not among those of the schema, or of none of its set; null as well,
    /// which many readers take for an absent member.
    fn wrong_type(&mut self, base: &Document, path: &[Step], schema: Schema<'a>) {
        let types = schema.types();
        let is_number = types.contains(&"integer") || types.contains(&"number");
        let others = [
            Document::Bool(false),
            number_of("0"),
            Document::Text("0".into()),
            Document::Array(Vec::new()),
            Document::Object(BTreeMap::new()),
        ];
        let others = others.into_iter().filter(|value| match value.kind() {
            "number" => !is_number,
            kind => !types.contains(&kind),
        });
        let wrong = self.one_of(others.collect());
        if let Some(wrong) = wrong {
            self.make(base, path, wrong);
        }
        self.make(base, path, Document::Null);
        // Of a set another type is two faults.
        if !listed(schema).is_empty() {
            self.make(base, path, Document::Text("undocumented".into()));
        }
    }

    fn set(&mut self, base: &Document, path: &[Step], schema: Schema<'a>) {
        let listed = listed(schema);
        let Some(first) = listed.first().cloned() else {
            return;
        };
        let turned = match first {
            Document::Text(text) if text.chars().any(char::is_uppercase) => {
                Document::Text(text.to_lowercase())
            }
            Document::Text(text) => Document::Text(text.to_uppercase()),
            _ => Document::Text("undocumented".into()),
        };
        for value in listed {
            self.make(base, path, value);
        }
        self.make(base, path, turned);
    }

    fn string(&mut self, base: &Document, path: &[Step], schema: Schema<'a>) {
        if !listed(schema).is_empty() {
            return;
        }
        let bounds = ["minLength", "maxLength"].map(|bound| schema.count(bound));
        if bounds == [None, None] && schema.keyword("pattern").is_none() {
            if let Some(value) = self.one_of(strings(schema)) {
                self.make(base, path, value);
            }
            return;
        }
        for value in strings(schema) {
            self.make(base, path, value);
        }
        let [least, most] = bounds;
        let beyond = [
            least.and_then(|least| least.checked_sub(1)),
            most.and_then(|most| most.checked_add(1)),
        ];
        for length in beyond.into_iter().flatten().filter(|it| *it <= LONGEST) {
            self.make(base, path, Document::Text("x".repeat(length)));
        }
    }

    fn number(&mut self, base: &Document, path: &[Step], schema: Schema<'a>) {
        for value in numbers(schema).into_iter().chain(numbers_beyond(schema)) {
            self.make(base, path, value);
        }
    }

    fn array(&mut self, base: &Document, path: &mut Vec<Step>, schema: Schema<'a>) {
        let least = schema.count("minItems").unwrap_or(0);
        let most = schema.count("maxItems");
        let items = schema.keyword("items").map(|json| schema.beside(json));
        let item = match items {
            Some(items) => Maker::smallest(items),
            None => Some(Document::Null),
        };
        let Some(item) = item else {
            return;
        };
        let mut counts = vec![0, 1, 2, least];
        counts.extend(least.checked_sub(1));
        counts.extend(most);
        counts.extend(most.and_then(|most| most.checked_add(1)));
        counts.sort_unstable();
        counts.dedup();
        for count in counts.into_iter().filter(|count| *count <= LONGEST) {
            self.make(base, path, Document::Array(vec![item.clone(); count]));
        }
        let Some(items) = items else {
            return;
        };
        let count = least.clamp(1, LONGEST);
        let base = base.with(path, Document::Array(vec![item; count]));
        path.push(Step::Item(0));
        self.place(&base, path, items);
        path.pop();
    }

    fn object(&mut self, base: &Document, path: &mut Vec<Step>, schema: Schema<'a>) {
        let Some(Document::Object(smallest)) = Maker::smallest(schema) else {
            return;
        };
        for name in schema.required() {
            let mut without = smallest.clone();
            without.remove(name);
            self.make(base, path, Document::Object(without));
        }
        let mut more = smallest.clone();
        more.insert("undocumented".into(), Document::Array(vec![Document::Null]));
        self.make(base, path, Document::Object(more));
        for bound in ["minProperties", "maxProperties"] {
            let Some(bound) = schema.count(bound).filter(|bound| *bound < LONGEST) else {
                continue;
            };
            for count in [bound.saturating_sub(1), bound, bound + 1] {
                let mut members = smallest.clone();
                for index in members.len()..count {
                    members.insert(format!("undocumented{index}"), Document::Null);
                }
                self.make(base, path, Document::Object(members));
            }
        }
        for (name, inner) in schema.properties() {
            path.push(Step::Member(name.to_owned()));
            if let Some(value) = Maker::smallest(inner) {
                let base = base.with(path, value);
                self.place(&base, path, inner);
            }
            path.pop();
        }
    }

    /// Each branch, and what fits none of them or two.
    fn choice(&mut self, base: &Document, path: &mut Vec<Step>, schema: Schema<'a>) {
        let mut both = BTreeMap::new();
        for branch in schema.branches() {
            let Some(value) = Maker::smallest(branch) else {
                continue;
            };
            if let Document::Object(members) = &value {
                both.extend(members.clone());
            }
            self.make(base, path, value.clone());
            let base = base.with(path, value);
            self.place(&base, path, branch);
        }
        if !both.is_empty() {
            self.make(base, path, Document::Object(both));
            self.make(base, path, Document::Object(BTreeMap::new()));
        }
    }
}
