//! Makes one tree of a document and the files beside it, in which every reference is one to a
//! component: a source comes in, a tree goes out that the readers of documents understand.
//!
//! ```text
//! beside ─── a folder → the files that a document comes to
//! names ──── a file of names → `x-rust-name` in the document
//! kind ───── the way to a node → what it is
//! location ─ a reference, and where it stands → the place that it means
//! find ───── every reference that the document comes to, resolved once
//! name ───── a place → a name for it
//! homes ──── each place → the component that it becomes
//! rewrite ── the tree anew; every span stays what it was
//! merge ──── an `allOf` of objects, or of limits → one schema
//! ```
//!
//! This comes before anything is understood, so that lowering, comparing and exporting know one kind
//! of reference, and what is written needs no other file.

mod beside;
mod find;
mod homes;
mod kind;
mod location;
mod merge;
mod name;
mod names;
mod rewrite;

use crate::diagnostic::Diagnostic;
use crate::source::{Format, Node, Source, Tree, Value};
pub use beside::{read_beside, read_beside_by};
use find::is_plain;
use location::Files;
pub use names::put_names;

/// Keys by which a schema is found from elsewhere.
const OF_PLACES: [&str; 5] = ["$anchor", "$defs", "$id", "$schema", "definitions"];

/// The tree of a document with all that it refers to, and what is wrong with its references. Those to
/// a component of the document are looked at when it is lowered.
pub fn tree(source: &Source) -> (Tree, Vec<Diagnostic>) {
    let Bundle {
        mut tree,
        mut faults,
        misnamed,
        ..
    } = unmerged(source);
    faults.splice(0..0, misnamed);
    if let Some(root) = &mut tree.root
        && root.as_object().is_some()
        && is_needed(root)
        && merge::merge(root, &mut faults)
    {
        // What branches share has become something to refer to.
        let mut document = Files::default();
        document.add(String::new(), root.clone());
        let told: Vec<_> = faults
            .iter()
            .map(|fault| fault.primary.span.clone())
            .collect();
        let mut more = Vec::new();
        tree.root = bundled(&document, &mut more);
        more.retain(|fault| !told.contains(&fault.primary.span));
        faults.extend(more);
    }
    (tree, faults)
}

/// A document with all that it refers to, each `allOf` as it is written.
#[derive(Debug)]
pub struct Bundle {
    /// In which every reference is one to a component.
    pub tree: Tree,
    /// What is wrong with its references.
    pub faults: Vec<Diagnostic>,
    /// What is wrong with the names that a file beside it gives.
    pub misnamed: Vec<Diagnostic>,
    /// The trees of the document and of the files beside it as they are written, by their paths; none
    /// where the document is the tree already.
    pub written: Vec<(String, Node)>,
}

/// As [`tree`], for those who tell where something stands.
pub fn unmerged(source: &Source) -> Bundle {
    let mut bundle = Bundle {
        tree: parsed(source),
        faults: Vec::new(),
        misnamed: Vec::new(),
        written: Vec::new(),
    };
    let Bundle {
        tree,
        faults,
        misnamed,
        ..
    } = &mut bundle;
    let of_names = source.beside().filter(|(path, _)| names::is_of_names(path));
    for (file, first) in of_names.filter_map(|(_, file)| file.ok()) {
        let names = beside(file, first, tree);
        if let (Some(root), Some(names)) = (&mut tree.root, names) {
            names::give(root, names, misnamed);
        }
    }
    let needed = |root: &Node| root.as_object().is_some() && is_needed(root);
    if !tree.root.as_ref().is_some_and(needed) {
        return bundle;
    }
    let Some(root) = tree.root.take() else {
        return bundle;
    };
    let mut files = Files::default();
    let name = source.name().rsplit(['/', '\\', ':']).next();
    files.add(name.unwrap_or_default().to_owned(), root);
    for (path, file) in source
        .beside()
        .filter(|(path, _)| !names::is_of_names(path))
    {
        let (file, first) = match file {
            Ok(file) => file,
            Err(why) => {
                files.add_unread(path.to_owned(), why.to_owned());
                continue;
            }
        };
        match beside(file, first, tree) {
            Some(root) => files.add(path.to_owned(), root),
            None => files.add_unread(path.to_owned(), "it holds no value".to_owned()),
        }
    }
    tree.root = bundled(&files, faults);
    let written = files.all.into_iter().map(|file| (file.path, file.root));
    bundle.written = written.collect();
    bundle
}

/// What a file beside the document holds; what is wrong with its text is told with that of the document.
fn beside(file: &Source, first: usize, document: &mut Tree) -> Option<Node> {
    let tree = parsed(file);
    let shifted = |mut fault: crate::source::Fault| {
        fault.span = fault.span.start + first..fault.span.end + first;
        fault
    };
    document.faults.extend(tree.faults.into_iter().map(shifted));
    document
        .remarks
        .extend(tree.remarks.into_iter().map(shifted));
    let mut root = tree.root?;
    root.shift(first);
    Some(root)
}

fn bundled(files: &Files, faults: &mut Vec<Diagnostic>) -> Option<Node> {
    let found = find::find(files);
    faults.extend(found.faults.iter().cloned());
    rewrite::rewrite(files, &found, faults)
}

fn parsed(source: &Source) -> Tree {
    source.parse(Format::of(source.name(), source.text()))
}

/// Whether anything of a document is not as it is to be. It goes no deeper than the readers of text
/// let it.
fn is_needed(node: &Node) -> bool {
    match &node.value {
        Value::Array(elements) => elements.iter().any(is_needed),
        Value::Object(object) if merge::together(object).is_some() => true,
        Value::Object(object) => object.members.iter().any(|member| {
            let key = member.key.as_str();
            match member.value.as_str() {
                Some(text) if key == "$ref" => !is_plain(text) || text.contains("/pathItems/"),
                Some(_) => OF_PLACES.contains(&key),
                None => OF_PLACES.contains(&key) || is_needed(&member.value),
            }
        }),
        _ => false,
    }
}
