//! Reads `pages.toml`: which tables and examples a page has, in order, and what of the spec each of
//! them describes.
//!
//! Member names are the same in each language and headings are not, so a table is known by its
//! place in this list and by its rows.

use super::model::TableKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What `pages.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The page's words for types, each with the type of JSON Schema, or `file`.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// What stands on pages, by its name.
    #[serde(default)]
    pub sections: BTreeMap<String, Section>,
    /// The pages.
    #[serde(default)]
    pub pages: Vec<Known>,
}

/// A table or an example.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What it is.
    #[serde(default)]
    pub is: Kind,
    /// JSON Pointers of what its rows describe: of a table of members the schemas that have them,
    /// of one of codes the property, of others any node that it is the source of.
    #[serde(default)]
    pub describes: Vec<String>,
    /// What single rows describe, by their path: methods and headers.
    #[serde(default)]
    pub rows: BTreeMap<String, String>,
    /// The member that it stands under as a heading, where it has one: it tells tables with the
    /// same rows from one another.
    pub heading: Option<String>,
    /// The status of the response that an example is of, where the page has to say it.
    pub status: Option<String>,
}

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A table of members.
    #[default]
    Members,
    /// A table of methods and addresses.
    Methods,
    /// A table of request headers.
    Headers,
    /// A table of statuses and codes.
    Statuses,
    /// A command that calls the service.
    Command,
    /// A body in JSON.
    Json,
}

/// A page that is one of ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// What it is called here.
    pub name: String,
    /// Its name in the addresses of the site.
    pub slug: String,
    /// Its title, by language.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// The prefixes of `x-source` that stand for it.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Names of its sections, in the order of the page.
    pub order: Vec<String>,
}

impl Kind {
    /// The kind of table that it is, if it is one.
    pub fn table(self) -> Option<TableKind> {
        match self {
            Self::Members => Some(TableKind::Fields),
            Self::Methods => Some(TableKind::Methods),
            Self::Headers => Some(TableKind::Headers),
            Self::Statuses => Some(TableKind::Statuses),
            Self::Command | Self::Json => None,
        }
    }
}

impl Layout {
    /// Reads the text of `pages.toml`.
    ///
    /// # Errors
    ///
    /// A message with the place, when the text is no TOML, has a key that nobody knows, names a
    /// section that is not there, or one twice in a page.
    pub fn parse(text: &str) -> Result<Self, String> {
        let layout: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for page in &layout.pages {
            for (at, section) in page.order.iter().enumerate() {
                if !layout.sections.contains_key(section) {
                    return Err(format!(
                        "page {}: there is no section `{section}`",
                        page.name
                    ));
                }
                if page.order.iter().take(at).any(|other| other == section) {
                    return Err(format!(
                        "page {}: `{section}` stands there twice",
                        page.name
                    ));
                }
            }
        }
        Ok(layout)
    }

    /// The sections of a page in order, with their names.
    pub fn sections<'a>(&'a self, page: &'a Known) -> Vec<(&'a str, &'a Section)> {
        let named = |name: &'a String| Some((name.as_str(), self.sections.get(name)?));
        page.order.iter().filter_map(named).collect()
    }

    /// The type of JSON Schema behind the page's word for one.
    pub fn type_of(&self, word: &str) -> Option<&str> {
        let mut types = self.types.iter();
        let found = types.find(|(known, _)| known.eq_ignore_ascii_case(word));
        found.map(|(_, name)| name.as_str())
    }

    /// The page of that name.
    pub fn page(&self, name: &str) -> Option<&Known> {
        self.pages.iter().find(|page| page.name == name)
    }
}
