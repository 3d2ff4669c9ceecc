//! Reads the modules of a package and what each says of others: a folder of sources comes in, the
//! circles of modules go out.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};

/// A module as the path that leads to it: `idcard_codegen::emit::client`.
pub(crate) type Name = Vec<String>;

#[derive(Default)]
struct Module {
    /// What a name in it stands for, by `use`.
    bindings: BTreeMap<String, Name>,
    /// What it imports with `*`.
    globs: Vec<Name>,
    /// What it defines.
    items: BTreeSet<String>,
    /// Every path in it, from the root of the package.
    paths: BTreeSet<Name>,
}

/// Reads one file. Modules inside it that are for tests alone are left out.
struct Reader {
    here: Name,
    module: Module,
}

impl Reader {
    /// The path from the root of the package, if it stays inside the package.
    fn absolute(&self, path: &[String]) -> Option<Name> {
        let mut rest = path;
        let mut base = match path.first()?.as_str() {
            "crate" => self.here[..1].to_vec(),
            "self" | "super" => self.here.clone(),
            _ => return None,
        };
        while let Some((first, behind)) = rest.split_first() {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => drop(base.pop()),
                _ => break,
            }
            rest = behind;
        }
        Some([&base[..], rest].concat())
    }

    fn path(&mut self, path: &[String]) {
        self.module.paths.extend(self.absolute(path));
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => {
                self.bind(before.last().cloned(), before);
            }
            syn::UseTree::Name(name) => self.bind(Some(name.ident.to_string()), &with(&name.ident)),
            syn::UseTree::Rename(it) => self.bind(Some(it.rename.to_string()), &with(&it.ident)),
            syn::UseTree::Glob(_) => {
                let found = self.absolute(before).unwrap_or_else(|| self.child(before));
                self.module.globs.push(found);
                self.path(before);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(before, tree);
                }
            }
        }
    }

    fn bind(&mut self, name: Option<String>, path: &[String]) {
        let found = self.absolute(path).unwrap_or_else(|| self.child(path));
        self.module.bindings.extend(name.map(|name| (name, found)));
        self.path(path);
    }

    /// A path that begins with a module of this one, or leads out of the package.
    fn child(&self, path: &[String]) -> Name {
        [&self.here[..], path].concat()
    }

    /// Paths in what a macro is given, which `syn` does not look into.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut joined = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if path.is_empty() || joined == 2 => {
                    path.push(name.to_string());
                    joined = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    joined += 1;
                }
                other => {
                    self.path(&std::mem::take(&mut path));
                    joined = 0;
                    match other {
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                    }
                }
            }
        }
        self.path(&path);
    }
}

/// The name of what can be re-exported.
fn defined(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Const(it) => &it.ident,
        syn::Item::Enum(it) => &it.ident,
        syn::Item::Fn(it) => &it.sig.ident,
        syn::Item::Static(it) => &it.ident,
        syn::Item::Struct(it) => &it.ident,
        syn::Item::Trait(it) => &it.ident,
        syn::Item::Type(it) => &it.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    let test =
        |meta: &syn::MetaList| meta.path.is_ident("cfg") && meta.tokens.to_string() == "test";
    let mut lists = attributes.iter().map(|it| it.meta.require_list());
    lists.any(|list| list.is_ok_and(test))
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        self.path(&segments.collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        // What is quoted is the emitted crate's.
        if !item.path.is_ident("quote") {
            self.tokens(item.tokens.clone());
        }
        visit::visit_macro(self, item);
    }
}

/// The modules of a package, each with what it says.
#[derive(Default)]
pub(crate) struct Package(BTreeMap<Name, Module>);

impl Package {
    pub(crate) fn read(name: &str, folder: &Path) -> Self {
        let mut package = Self::default();
        let root = vec![name.to_owned()];
        package.add(&root, folder);
        package
    }

    /// How many modules there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    fn add(&mut self, parent: &Name, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let own = [&parent[..], &[stem.to_owned()]].concat();
            if path.is_dir() {
                self.add(&own, &path);
                continue;
            }
            let here = match stem {
                _ if path.extension().is_none_or(|ending| ending != "rs") => continue,
                "tests" => continue,
                "lib" | "main" | "mod" => parent.clone(),
                _ => own,
            };
            let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).expect("it is Rust");
            let module = self.0.remove(&here).unwrap_or_default();
            let mut reader = Reader {
                here: here.clone(),
                module,
            };
            reader.visit_file(&file);
            reader
                .module
                .items
                .extend(file.items.iter().filter_map(defined));
            self.0.insert(here, reader.module);
        }
    }

    /// The module that a path leads to, through what others re-export.
    fn resolve(&self, path: &[String], depth: usize) -> Option<Name> {
        let known = (1..=path.len())
            .rev()
            .find(|end| self.0.contains_key(&path[..*end]))?;
        let (here, rest) = path.split_at(known);
        let Some(next) = rest.first().filter(|_| depth < 8) else {
            return Some(here.to_vec());
        };
        let module = &self.0[here];
        if let Some(found) = module.bindings.get(next) {
            let through = [&found[..], &rest[1..]].concat();
            return self.resolve(&through, depth + 1);
        }
        let from = |glob: &Name| {
            let found = self.resolve(&[&glob[..], &rest[..1]].concat(), depth + 1)?;
            self.0[&found].items.contains(next).then_some(found)
        };
        let defined = module.items.contains(next);
        let mut globs = module.globs.iter().filter(|_| !defined);
        globs.find_map(from).or_else(|| Some(here.to_vec()))
    }

    /// Which modules side by side depend on which, with a file that says so.
    pub(crate) fn arrows(&self) -> BTreeMap<Name, BTreeMap<Name, Name>> {
        let mut arrows: BTreeMap<Name, BTreeMap<Name, Name>> = BTreeMap::new();
        for (from, module) in &self.0 {
            for path in module.paths.iter().chain(&module.globs) {
                let Some(to) = self.resolve(path, 0) else {
                    continue;
                };
                let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                // One is the other, or inside it.
                if common < from.len() && common < to.len() {
                    let (side, other) = (from[..=common].to_vec(), to[..=common].to_vec());
                    let names = arrows.entry(side).or_default();
                    names.entry(other).or_insert_with(|| from.clone());
                }
            }
        }
        arrows
    }

    /// The circles, each as the modules in it.
    pub(crate) fn circles(&self) -> BTreeSet<Vec<Name>> {
        let arrows = self.arrows();
        let reached = |from: &Name| {
            let mut seen: BTreeSet<&Name> = BTreeSet::new();
            let mut open: Vec<&Name> = arrows
                .get(from)
                .into_iter()
                .flat_map(|to| to.keys())
                .collect();
            while let Some(name) = open.pop() {
                if seen.insert(name) {
                    open.extend(arrows.get(name).into_iter().flat_map(|to| to.keys()));
                }
            }
            seen.into_iter().cloned().collect::<BTreeSet<Name>>()
        };
        let reach: BTreeMap<&Name, BTreeSet<Name>> =
            arrows.keys().map(|name| (name, reached(name))).collect();
        let circle = |name: &Name| {
            let both = |other: &&Name| reach.get(*other).is_some_and(|back| back.contains(name));
            reach[name]
                .iter()
                .filter(both)
                .cloned()
                .collect::<Vec<Name>>()
        };
        let circles = reach.keys().map(|name| circle(name));
        circles.filter(|circle| circle.len() > 1).collect()
    }
}
