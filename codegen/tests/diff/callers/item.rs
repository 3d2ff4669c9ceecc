//! Writes the programs of the items of a file.

use super::signature::{Generics, called, named, text};
use super::{Callers, FEATURES, FOREIGN};
use std::collections::BTreeSet;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

/// The file that is read: the module that its items are exported from, and what its programs need.
struct File<'a> {
    module: &'a str,
    /// What it imports from other crates.
    imports: String,
    /// What it declares, which goes before what another module calls so too.
    own: Vec<String>,
    callers: Callers,
}

/// The programs of a file.
pub(super) fn file(module: &str, syntax: &syn::File) -> Callers {
    let mut imports = String::new();
    let mut own = Vec::new();
    for item in &syntax.items {
        match item {
            Item::Use(it) if is_public(&it.vis) => names(&it.tree, &mut own),
            Item::Use(it) if is_here(&it.attrs) => {
                let tree = text(&it.tree);
                let from = tree.split("::").next().unwrap();
                if from == "std" || FOREIGN.contains(&from) {
                    imports.extend(["use ", &tree, "; "]);
                }
            }
            Item::Struct(it) if is_public(&it.vis) => own.push(it.ident.to_string()),
            Item::Enum(it) if is_public(&it.vis) => own.push(it.ident.to_string()),
            Item::Trait(it) if is_public(&it.vis) => own.push(it.ident.to_string()),
            Item::Type(it) if is_public(&it.vis) => own.push(it.ident.to_string()),
            _ => {}
        }
    }
    let mut file = File {
        module,
        imports,
        own,
        callers: Callers::default(),
    };
    syntax.items.iter().for_each(|it| file.item(it));
    file.callers
}

impl File<'_> {
    fn path(&self, name: &impl ToString) -> String {
        if self.module.is_empty() {
            name.to_string()
        } else {
            format!("{}::{}", self.module, name.to_string())
        }
    }

    fn put(&mut self, attributes: &[Attribute], path: String, code: impl std::fmt::Display) {
        if !is_here(attributes) {
            self.callers.omitted.insert(path);
            return;
        }
        let names = self.own.join(", ");
        let mut scope = String::new();
        for outer in self
            .module
            .match_indices("::")
            .map(|(at, _)| &self.module[..at])
        {
            scope.extend(["use api::", outer, "::*; "]);
        }
        if !self.module.is_empty() {
            let module = self.module;
            scope.extend([
                "use api::",
                module,
                "::*; use api::",
                module,
                "::{",
                &names,
                "}; ",
            ]);
        }
        let code = format!("{scope}{}{code}", self.imports);
        self.callers.programs.insert(path, code);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(it) if is_public(&it.vis) => {
                let (path, generics) = (self.path(&it.ident), Generics::of(&[&it.generics]));
                let ty = format!("api::{path}{}", generics.given());
                let code = format!("fn it{}(it: {ty}) {{}}", generics.declared());
                self.put(&it.attrs, path.clone(), code);
                self.derives(&it.attrs, &path, &generics);
                self.fields(&it.fields, &path, &generics);
            }
            Item::Enum(it) if is_public(&it.vis) => self.variants(it),
            Item::Const(it) if is_public(&it.vis) => self.constant(&it.attrs, &it.ident, &it.ty),
            Item::Static(it) if is_public(&it.vis) => self.constant(&it.attrs, &it.ident, &it.ty),
            Item::Type(it) if is_public(&it.vis) => {
                let (path, generics) = (self.path(&it.ident), Generics::of(&[&it.generics]));
                let code = format!(
                    "fn it{}(it: api::{path}{}) -> {} {{ it }}",
                    generics.declared(),
                    generics.given(),
                    text(&it.ty)
                );
                self.put(&it.attrs, path, code);
            }
            Item::Trait(it) if is_public(&it.vis) => {
                let path = self.path(&it.ident);
                let code = format!("fn it<Own: api::{path}>() {{}}");
                self.put(&it.attrs, path.clone(), code);
                let bound: syn::Generics = syn::parse_str(&format!("<Own: api::{path}>")).unwrap();
                for function in &it.items {
                    if let TraitItem::Fn(function) = function {
                        let path = format!("{path}::{}", function.sig.ident);
                        let to = format!("Own::{}", function.sig.ident);
                        self.put(
                            &function.attrs,
                            path,
                            called(&function.sig, &[&bound], "Own", &to),
                        );
                    }
                }
            }
            Item::Fn(it) if is_public(&it.vis) => {
                let path = self.path(&it.sig.ident);
                let code = called(&it.sig, &[], "", &format!("api::{path}"));
                self.put(&it.attrs, path, code);
            }
            Item::Use(it) if is_public(&it.vis) => self.exported(&it.attrs, &it.tree),
            Item::Impl(it) => self.implementation(it),
            _ => {}
        }
    }

    /// Each name that is exported can be imported.
    fn exported(&mut self, attributes: &[Attribute], tree: &UseTree) {
        let mut all = Vec::new();
        names(tree, &mut all);
        for name in all {
            let path = self.path(&name);
            self.put(
                attributes,
                format!("use {path}"),
                format!("use api::{path} as _;"),
            );
        }
    }

    fn variants(&mut self, it: &syn::ItemEnum) {
        let (path, generics) = (self.path(&it.ident), Generics::of(&[&it.generics]));
        self.derives(&it.attrs, &path, &generics);
        let (declared, given) = (generics.declared(), generics.given());
        let mut arms = Vec::new();
        for variant in &it.variants {
            let fields = match &variant.fields {
                Fields::Unit => "",
                Fields::Unnamed(_) => "(..)",
                Fields::Named(_) => "{ .. }",
            };
            let arm = format!("api::{path}::{}{fields} => {{}}", variant.ident);
            let code = format!(
                "fn it{declared}(it: &api::{path}{given}) {{ match it {{ {arm} _ => {{}} }} }}"
            );
            self.put(&variant.attrs, format!("{path}::{}", variant.ident), code);
            arms.push(arm);
        }
        if it
            .attrs
            .iter()
            .any(|it| it.path().is_ident("non_exhaustive"))
        {
            arms.push("_ => {}".into());
        }
        let arms = arms.join(" ");
        let code = format!("fn it{declared}(it: api::{path}{given}) {{ match it {{ {arms} }} }}");
        self.put(&it.attrs, path, code);
    }

    fn fields(&mut self, fields: &Fields, path: &str, generics: &Generics) {
        for (index, field) in fields
            .iter()
            .enumerate()
            .filter(|(_, it)| is_public(&it.vis))
        {
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string);
            let code = format!(
                "fn it{}(it: api::{path}{}) -> {} {{ it.{name} }}",
                generics.declared(),
                generics.given(),
                text(&field.ty)
            );
            self.put(&field.attrs, format!("{path}.{name}"), code);
        }
    }

    fn constant(&mut self, attributes: &[Attribute], name: &syn::Ident, ty: &syn::Type) {
        let path = self.path(name);
        let code = format!(
            "fn it() -> {} {{ Clone::clone(&api::{path}) }}",
            named(&text(ty))
        );
        self.put(attributes, path, code);
    }

    fn implementation(&mut self, it: &syn::ItemImpl) {
        let own = text(&it.self_ty);
        let name = own.split('<').next().unwrap_or_default();
        let path = match name.rsplit_once("::") {
            Some(_) => name.to_owned(),
            None => self.path(&name),
        };
        let is_of_a_type = name.contains("::") || self.own.iter().any(|it| it == name);
        if let Some((of, _)) = &it.trait_ {
            let of = text(of);
            let trait_name = of.split('<').next().unwrap_or_default();
            if is_of_a_type && !is_hidden(trait_name) {
                let generics = Generics::of(&[&it.generics]);
                let of = of.replace("Self", &own);
                let code = needs(&own, &of, &generics);
                self.put(&it.attrs, format!("{path}: {of}"), code);
            }
            return;
        }
        if !is_of_a_type {
            return;
        }
        for inner in &it.items {
            match inner {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let to = format!("api::{path}::{}", function.sig.ident);
                    let code = called(&function.sig, &[&it.generics], &own, &to);
                    let path = format!("{path}::{}", function.sig.ident);
                    self.put(&function.attrs, path, code);
                }
                ImplItem::Const(it) if is_public(&it.vis) => {
                    let path = format!("{path}::{}", it.ident);
                    let ty = named(&text(&it.ty));
                    let code = format!("fn it() -> {ty} {{ Clone::clone(&api::{path}) }}");
                    self.put(&it.attrs, path, code);
                }
                _ => {}
            }
        }
    }

    fn derives(&mut self, attributes: &[Attribute], path: &str, generics: &Generics) {
        let mut all = BTreeSet::new();
        for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
            let read = attribute.parse_nested_meta(|meta| {
                all.insert(text(&meta.path));
                Ok(())
            });
            read.unwrap();
        }
        for of in all {
            let generics = generics.each_is(&of);
            let own = format!("api::{path}{}", generics.given());
            self.put(&[], format!("{path}: {of}"), needs(&own, &of, &generics));
        }
    }
}

fn needs(own: &str, of: &str, generics: &Generics) -> String {
    let (of, declared, bounds) = (named(of), generics.declared(), generics.bounds());
    let types = generics.types();
    format!(
        "fn needs<{types}Own: {of}>() {{}} fn it{declared}() {bounds} {{ needs::<{types}{own}>() }}"
    )
}

/// The names that a tree brings in, but for those of a whole module.
fn names(tree: &UseTree, into: &mut Vec<String>) {
    match tree {
        UseTree::Path(it) => names(&it.tree, into),
        UseTree::Group(it) => it.items.iter().for_each(|it| names(it, into)),
        UseTree::Name(it) => into.push(it.ident.to_string()),
        UseTree::Rename(it) => into.push(it.rename.to_string()),
        UseTree::Glob(_) => {}
    }
}

/// Traits of the emitted crate that it keeps to itself.
fn is_hidden(name: &str) -> bool {
    let name = name.trim_start_matches("wire::");
    [
        "Described",
        "Expect",
        "Limited",
        "Object",
        "Others",
        "Text",
        "Union",
    ]
    .contains(&name)
}

/// Whether an item is there with the features that the crates are built with.
fn is_here(attributes: &[Attribute]) -> bool {
    let mut conditions = attributes.iter().filter(|it| it.path().is_ident("cfg"));
    conditions.all(|it| {
        let words = text(&it.meta);
        let is_on = FEATURES
            .iter()
            .any(|it| words.contains(&format!("\"{it}\"")));
        words.contains("not (") != is_on
    })
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
