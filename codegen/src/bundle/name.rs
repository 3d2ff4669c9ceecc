//! Coins the name of a component for what a reference leads to and nobody named: out of the names
//! on the way there, so that it stays what it is when the document grows.

use super::location::Location;
use crate::name::{Case, Name};
use crate::source::unescape_token;

/// Keys whose own keys are names.
const OF_NAMES: [&str; 15] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "webhooks",
];

/// The name, and whether somebody gave it.
pub(super) fn of(location: &Location, path: &str) -> (String, bool) {
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let (mut words, mut given, mut is_name) = (String::new(), 0, false);
    let mut coined = false;
    for token in location.pointer.split('/').skip(1) {
        let token = unescape_token(token);
        if is_name {
            is_name = false;
            // What nearly every body is says nothing, and a path begins as each does.
            if token != "application/json" {
                words.push(' ');
                words.push_str(token.trim_start_matches('/'));
                given += 1;
            }
        } else if OF_NAMES.contains(&token.as_str()) {
            is_name = true;
            coined |= !matches!(
                token.as_str(),
                "schemas" | "requestBodies" | "responses" | "headers"
            );
        } else if !matches!(token.as_str(), "components" | "schema") {
            let word = match token.as_str() {
                "items" => "item",
                "additionalProperties" => "value",
                token => token,
            };
            words.push(' ');
            words.push_str(word);
            coined = true;
        }
    }
    if words.is_empty() {
        stem.clone_into(&mut words);
        given = 1;
    }
    let name = Name::coined(words.trim(), Case::Type);
    (name.trim_end_matches('_').to_owned(), !coined && given == 1)
}

/// The same, with the name of the file before it.
pub(super) fn with_file(name: &str, path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let name = Name::coined(&format!("{stem} {name}"), Case::Type);
    name.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_those_on_the_way() {
        for (path, pointer, name) in [
            (
                "a.yaml",
                "/components/schemas/Pet/properties/owner",
                "PetOwner",
            ),
            ("a.yaml", "/components/schemas/Pet/items", "PetItem"),
            ("a.yaml", "/components/schemas/Pet/allOf/0", "PetAllOf0"),
            ("a.yaml", "/components/schemas/Pet/$defs/Owner", "PetOwner"),
            (
                "a.yaml",
                "/paths/~1pets/get/responses/200/content/application~1json/schema",
                "PetsGet200",
            ),
            ("schemas/pet.json", "", "Pet"),
            ("common.yaml", "/components/schemas/Pet", "Pet"),
            ("common.yaml", "/Pet", "Pet"),
        ] {
            let location = Location {
                file: 0,
                pointer: pointer.to_owned(),
            };
            assert_eq!(of(&location, path).0, name, "{pointer}");
        }
        assert_eq!(with_file("Pet", "schemas/common.yaml"), "SchemasCommonPet");
    }
}
