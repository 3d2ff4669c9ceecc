//! Reads the files that a document refers to, and those that they refer to: from the disk, which no other
//! part of this knows, or from where they are kept. Nothing is read outside of the folder of the document.

use super::location::{DATA, beside, has_scheme};
use super::parsed;
use crate::source::{Node, Source, Value};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The most files beside a document.
const MOST_FILES: usize = 4096;

/// The most bytes of them together.
const MOST_BYTES: u64 = 64 << 20;

/// Puts each file that the document comes to beside it; those in `folder`, which is that of the
/// document, and below. The paths of all that were looked for are the result.
pub fn read_beside(source: &mut Source, folder: &Path) -> Vec<PathBuf> {
    let tried = read_beside_by(source, |path, left| text(folder, path, left));
    tried.into_iter().map(|path| folder.join(path)).collect()
}

/// As [`read_beside`], of a document that is kept elsewhere: `read` is given a path from its folder, and
/// how many bytes there is room for. The paths are the result.
pub fn read_beside_by(
    source: &mut Source,
    mut read: impl FnMut(&str, u64) -> Result<String, String>,
) -> Vec<String> {
    let name = source.name().replace('\\', "/");
    let (shown, own) = match name.rfind(['/', ':']) {
        Some(end) => name.split_at(end + 1),
        None => ("", name.as_str()),
    };
    let mut known = BTreeSet::from([own.to_owned()]);
    let mut open = Vec::new();
    wanted(source, own, &mut known, &mut open);
    let (mut tried, mut left) = (Vec::new(), MOST_BYTES);
    while let Some(path) = open.pop() {
        let file = if tried.len() < MOST_FILES {
            read(&path, left)
        } else {
            Err(format!("more than {MOST_FILES} files are referred to"))
        };
        let file = file.and_then(|text| {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            let rest = left.checked_sub(length);
            left = rest.ok_or_else(too_many)?;
            Ok(text)
        });
        tried.push(path.clone());
        let file = file.map(|text| Source::new(format!("{shown}{path}"), text));
        if let Ok(file) = &file {
            wanted(file, &path, &mut known, &mut open);
        }
        source.put_beside(path, file);
        if tried.len() > MOST_FILES {
            break;
        }
    }
    tried
}

fn text(folder: &Path, path: &str, left: u64) -> Result<String, String> {
    let why = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    // A link may lead anywhere.
    let around = fs::canonicalize(folder).map_err(why)?;
    let path = fs::canonicalize(folder.join(path)).map_err(why)?;
    if !path.starts_with(around) {
        return Err("it leads out of the folder of the document".to_owned());
    }
    if !path.is_file() {
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(why)?;
    file.take(left + 1).read_to_end(&mut bytes).map_err(why)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > left) {
        // Cut short, it may end in half a character.
        return Err(too_many());
    }
    String::from_utf8(bytes).map_err(|_| "it is not text in UTF-8".to_owned())
}

fn too_many() -> String {
    format!("the files have more than {MOST_BYTES} bytes together")
}

/// The files that one refers to and that are not known, the last first.
fn wanted(source: &Source, path: &str, known: &mut BTreeSet<String>, open: &mut Vec<String>) {
    let mut uris = BTreeSet::new();
    if let Some(root) = parsed(source).root {
        references(&root, &mut uris);
    }
    for uri in uris.into_iter().rev() {
        if let Some(path) = beside(path, &uri)
            && known.insert(path.clone())
        {
            open.push(path);
        }
    }
}

/// What stands before the fragment of every reference that is no URL.
fn references(node: &Node, found: &mut BTreeSet<String>) {
    match &node.value {
        Value::Array(elements) => elements.iter().for_each(|it| references(it, found)),
        Value::Object(object) => {
            let members = object.members.iter();
            for member in members.filter(|it| !DATA.contains(&it.key.as_str())) {
                let reference = member.value.as_str().filter(|_| member.key == "$ref");
                let uri = reference.and_then(|text| text.split('#').next());
                let uri = uri.filter(|uri| !uri.is_empty() && !has_scheme(uri));
                found.extend(uri.map(ToOwned::to_owned));
                references(&member.value, found);
            }
        }
        _ => {}
    }
}
