//! Reads the words of a site's pages: heads of columns, marks, forms of list items. They are data,
//! in YAML, so that another site or language needs no change here.

use super::super::model::Fault;
use super::plain::normal;
use crate::source::{Format, Node, Object, Source, Value};

/// The words of all languages that a site's pages come in.
#[derive(Debug, Clone)]
pub struct Words {
    /// The words for types, which are the same in every language.
    pub(super) types: Vec<String>,
    /// In the order of the data, which decides between two that fit equally.
    pub(super) languages: Vec<Lexicon>,
}

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// Its tag, such as `en`.
    pub(super) tag: String,
    /// How a head may read, and which column it names.
    pub(super) columns: Vec<(String, Column)>,
    pub(super) required: Vec<String>,
    pub(super) optional: Vec<String>,
    pub(super) only: Vec<Form>,
    pub(super) details: Vec<Form>,
    pub(super) sections: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) last: Vec<String>,
    pub(super) chrome: Vec<String>,
}

/// What stands before and behind the word that a wording is about.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) before: String,
    pub(super) behind: String,
}

/// A column, by what it says of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Field,
    Header,
    Type,
    Required,
    Description,
    Method,
    Status,
    Code,
    Date,
    /// One with a key in the data that means nothing more here.
    Other(String),
}

impl Column {
    fn of(key: &str) -> Self {
        match key {
            "field" => Self::Field,
            "header" => Self::Header,
            "type" => Self::Type,
            "required" => Self::Required,
            "description" => Self::Description,
            "method" => Self::Method,
            "status" => Self::Status,
            "code" => Self::Code,
            "date" => Self::Date,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Its key in the data.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::Field => "field",
            Self::Header => "header",
            Self::Type => "type",
            Self::Required => "required",
            Self::Description => "description",
            Self::Method => "method",
            Self::Status => "status",
            Self::Code => "code",
            Self::Date => "date",
            Self::Other(key) => key,
        }
    }
}

impl Words {
    /// Reads the data. Every fault is reported.
    pub fn parse(source: &Source) -> Result<Self, Vec<Fault>> {
        let tree = source.parse(Format::Yaml);
        let mut reader = Reader {
            source,
            faults: Vec::new(),
        };
        for fault in &tree.faults {
            reader.fault(fault.span.start, &fault.message);
        }
        let mut words = Self {
            types: Vec::new(),
            languages: Vec::new(),
        };
        let root = tree.root.as_ref().and_then(|root| reader.object(root));
        for member in root.map_or(&[][..], |root| &root.members) {
            match &*member.key {
                "types" => words.types = reader.strings(&member.value),
                "languages" => words.languages = reader.languages(&member.value),
                _ => reader.unknown(member.key_span.start),
            }
        }
        if reader.faults.is_empty() && (words.types.is_empty() || words.languages.is_empty()) {
            reader.fault(0, "`types` and `languages` are needed");
        }
        if reader.faults.is_empty() {
            Ok(words)
        } else {
            Err(reader.faults)
        }
    }
}

impl Lexicon {
    /// The column that a head names.
    pub(super) fn column(&self, head: &str) -> Option<&Column> {
        let head = normal(head);
        let named = self.columns.iter().find(|(word, _)| *word == head);
        named.map(|(_, column)| column)
    }

    /// What a mark says: `None` where it is none.
    pub(super) fn mark(&self, word: &str) -> Option<bool> {
        if self.required.iter().any(|known| known == word) {
            Some(true)
        } else {
            let optional = self.optional.iter().any(|known| known == word);
            optional.then_some(false)
        }
    }
}

impl Form {
    /// The word that the wording is about, if it begins in this form.
    pub(super) fn beginning<'a>(&self, wording: &'a str) -> Option<&'a str> {
        let rest = wording.strip_prefix(&*self.before)?;
        let end = rest.find(&*self.behind)?;
        rest.get(..end).filter(|word| !word.is_empty())
    }

    /// The word that the wording is about, if all of it has this form.
    pub(super) fn whole<'a>(&self, wording: &'a str) -> Option<&'a str> {
        let rest = wording.strip_prefix(&*self.before)?;
        let word = rest.strip_suffix(&*self.behind)?;
        (!word.is_empty()).then_some(word)
    }
}

struct Reader<'a> {
    source: &'a Source,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn languages(&mut self, node: &Node) -> Vec<Lexicon> {
        let mut languages = Vec::new();
        for member in self.object(node).map_or(&[][..], |object| &object.members) {
            let mut language = Lexicon {
                tag: member.key.to_string(),
                ..Lexicon::default()
            };
            self.language(&member.value, &mut language);
            if language.columns.is_empty() {
                self.fault(member.key_span.start, "a language needs `columns`");
            }
            languages.push(language);
        }
        languages
    }

    fn language(&mut self, node: &Node, language: &mut Lexicon) {
        for member in self.object(node).map_or(&[][..], |object| &object.members) {
            let value = &member.value;
            match &*member.key {
                "columns" => language.columns = self.columns(value),
                "required" => language.required = self.strings(value),
                "optional" => language.optional = self.strings(value),
                "only" => language.only = self.forms(value),
                "details" => language.details = self.forms(value),
                "sections" => language.sections = self.strings(value),
                "parts" => language.parts = self.strings(value),
                "last" => language.last = self.strings(value),
                "chrome" => language.chrome = self.strings(value),
                _ => self.unknown(member.key_span.start),
            }
        }
    }

    fn columns(&mut self, node: &Node) -> Vec<(String, Column)> {
        let mut columns: Vec<(String, Column)> = Vec::new();
        for member in self.object(node).map_or(&[][..], |object| &object.members) {
            for word in self.strings(&member.value) {
                let word = normal(&word);
                if columns.iter().any(|(known, _)| *known == word) {
                    self.fault(member.key_span.start, "a word names two columns");
                }
                columns.push((word, Column::of(&member.key)));
            }
        }
        // Of two words that begin alike, the longer is tried first.
        columns.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        columns
    }

    fn forms(&mut self, node: &Node) -> Vec<Form> {
        let mut forms = Vec::new();
        for text in self.strings(node) {
            match text.split_once("{}") {
                Some((before, behind)) if !(before.is_empty() && behind.is_empty()) => {
                    forms.push(Form {
                        before: before.to_owned(),
                        behind: behind.to_owned(),
                    });
                }
                _ => self.fault(node.span.start, "a wording needs `{}` beside other words"),
            }
        }
        forms
    }

    /// The strings of an array, none of them empty.
    fn strings(&mut self, node: &Node) -> Vec<String> {
        let Value::Array(elements) = &node.value else {
            self.expected("an array of strings", node);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for element in elements {
            match element.as_str() {
                Some(text) if !text.trim().is_empty() => strings.push(text.trim().to_owned()),
                Some(_) => self.fault(element.span.start, "an empty word"),
                None => self.expected("a string", element),
            }
        }
        strings
    }

    fn object<'n>(&mut self, node: &'n Node) -> Option<&'n Object> {
        let object = node.as_object();
        if object.is_none() {
            self.expected("an object", node);
        }
        object
    }

    fn expected(&mut self, what: &str, node: &Node) {
        let message = format!("expected {what}, found {}", node.kind());
        self.fault(node.span.start, &message);
    }

    fn unknown(&mut self, offset: usize) {
        self.fault(offset, "a key that means nothing here");
    }

    fn fault(&mut self, offset: usize, message: &str) {
        self.faults.push(Fault {
            line: self.source.position(offset).line,
            message: message.to_owned(),
        });
    }
}
