//! Lists the names that are taken before a document says anything.
//!
//! A name that would be one of these gets an underscore behind it, as Rust programmers do; that is
//! the only change ever made to a name beyond its case.

/// Keywords of Rust, those kept for later included.
pub(super) const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types, traits and variants of the prelude of Rust, and macros that derive.
pub(super) const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Types that stand beside those of the document in an emitted file, or at the root of the crate; and
/// `New`, whose constructor would be called as the type is.
pub(super) const CRATE: &[&str] = &[
    "Client",
    "Credentials",
    "DecodeError",
    "Deserialize",
    "Deserializer",
    "EncodeError",
    "Error",
    "FilePart",
    "FreeParts",
    "FromStr",
    "JsonSchema",
    "Naming",
    "New",
    "NotListed",
    "Nullable",
    "Personal",
    "Repeat",
    "Secret",
    "Serialize",
    "Serializer",
    "UnknownMembers",
    "UnknownScalar",
    "UnknownValue",
];

/// Fields that every emitted struct has of its own.
pub(super) const FIELDS: &[&str] = &["additional_members", "unknown"];

/// Variants that an emitted enum has of its own: for a value outside the set, and for members of
/// which none or several are there.
pub(super) const VARIANTS: &[&str] = &["None", "Several", "Unknown"];

/// Methods that a client has, or that Rust takes for those of a trait: a call of one finds the
/// wrong one, or its reader does.
pub(crate) const METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "builder",
    "clone",
    "clone_from",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "fmt",
    "from",
    "from_iter",
    "from_str",
    "ge",
    "gt",
    "hash",
    "index",
    "index_mut",
    "into",
    "into_future",
    "into_iter",
    "le",
    "lt",
    "max",
    "min",
    "mul",
    "ne",
    "neg",
    "new",
    "next",
    "not",
    "partial_cmp",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
];

/// Types that the emitted client has beside those that are called after an operation.
pub(crate) const BESIDE_OPERATIONS: &[&str] = &[
    "BodyError",
    "BuildError",
    "CallError",
    "DecodeError",
    "EncodeError",
    "HeaderError",
    "ItemError",
    "RawAnswer",
    "StatusError",
    "TimeoutError",
    "TransportError",
];

#[cfg(test)]
mod tests {
    use super::CRATE;
    use std::fs;

    /// What emission imports by name is found in its own source.
    #[test]
    fn what_emitted_files_import_is_reserved() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/emit");
        let mut imported = Vec::new();
        for entry in fs::read_dir(folder).expect("emission is there") {
            let path = entry.expect("it can be read").path();
            if path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let text = fs::read_to_string(path).expect("it is text");
            for call in [
                "wire(\"",
                "import(\"std::str\", \"",
                "import(\"serde::de\", \"",
            ] {
                let names = text
                    .split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                imported.extend(names.map(str::to_owned));
            }
        }
        assert!(
            imported.iter().any(|name| name == "Personal"),
            "{imported:?}"
        );
        for name in imported {
            assert!(CRATE.contains(&name.as_str()), "{name}");
        }
    }
}
