//! Emits the attributes for `schemars`, so that the schema derived from a type accepts what the
//! document's own schema accepts.

use super::print::tight;
use super::scope::Scope;
use super::{ident, rules};
use crate::Part;
use crate::ir::{Field, Keyword, Kind, Rule, Type, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;

/// Columns that an attribute may take.
const WIDTH: usize = 100;

/// Attributes that are there with the feature only, as few as fit on lines; none in a crate that does
/// not have it.
pub(super) fn attributes(
    scope: &Scope<'_>,
    contents: impl IntoIterator<Item = TokenStream>,
    indent: usize,
) -> TokenStream {
    if !scope.context.has(Part::Schemars) {
        return TokenStream::new();
    }
    let around = "#[cfg_attr(feature = \"schemars\", schemars())]".len() + indent;
    let mut lines: Vec<(usize, Vec<TokenStream>)> = Vec::new();
    for content in contents {
        let width = tight(content.clone()).len();
        match lines.last_mut() {
            Some((taken, line)) if around + *taken + 2 + width <= WIDTH => {
                *taken += 2 + width;
                line.push(content);
            }
            _ => lines.push((width, vec![content])),
        }
    }
    let lines = lines
        .into_iter()
        .map(|(_, line)| quote!(#[cfg_attr(feature = "schemars", schemars(#(#line),*))]));
    quote!(#(#lines)*)
}

/// The derive, and the attributes of the type as a whole.
pub(super) fn container(
    scope: &Scope<'_>,
    def: &TypeDef,
    of_whole: &[Rule],
    extra: &[TokenStream],
) -> TokenStream {
    if !scope.context.has(Part::Schemars) {
        return TokenStream::new();
    }
    let rename = (*def.schema != *def.name).then(|| {
        let name = &def.schema;
        quote!(rename = #name)
    });
    let rules = rules::sorted(of_whole);
    let rules = rules.iter().filter(|rule| stands_alone(rule)).map(extend);
    let contents = attributes(
        scope,
        rename.into_iter().chain(extra.iter().cloned()).chain(rules),
        0,
    );
    quote! {
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #contents
    }
}

/// The attributes of a field.
pub(super) fn field(scope: &Scope<'_>, field: &Field, forbids_null: bool) -> TokenStream {
    if !scope.context.has(Part::Schemars) {
        return TokenStream::new();
    }
    let rename = (*field.wire != *field.name).then(|| {
        let wire = &field.wire;
        quote!(rename = #wire)
    });
    let rules = rules::of(&field.ty);
    let rules = rules.iter().filter(|rule| stands_alone(rule)).map(extend);
    let not_null = forbids_null.then(|| {
        let wire = scope.wire_module();
        quote!(transform = #wire::schema::not_null)
    });
    let items = items(scope, &field.ty);
    attributes(
        scope,
        rename.into_iter().chain(rules).chain(not_null).chain(items),
        4,
    )
}

/// The attributes of a variant around a value of a type.
pub(super) fn variant(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    if !scope.context.has(Part::Schemars) {
        return TokenStream::new();
    }
    let rules = rules::of(ty);
    let rules = rules.iter().filter(|rule| stands_alone(rule)).map(extend);
    attributes(scope, rules.chain(items(scope, ty)), 4)
}

/// What a field or a variant is that no schema knows of.
pub(super) fn skipped(scope: &Scope<'_>) -> TokenStream {
    attributes(scope, [quote!(skip)], 4)
}

/// What the members are that have no field.
pub(super) fn flattened(scope: &Scope<'_>) -> TokenStream {
    attributes(scope, [quote!(flatten)], 4)
}

/// Rules of the items of an array, of their items, and so on.
fn items(scope: &Scope<'_>, ty: &Type) -> Vec<TokenStream> {
    let mut contents = Vec::new();
    let mut depth = 0_usize;
    let mut here = ty;
    while let Kind::Array(inner) = &here.kind {
        depth += 1;
        here = inner;
        let depth = Literal::usize_unsuffixed(depth);
        let rules = rules::of(here);
        let rules = rules.iter().filter(|rule| stands_alone(rule));
        contents.extend(rules.map(|rule| {
            let (keyword, value) = (rule.keyword.as_str(), rule.value.to_string());
            let wire = scope.wire_module();
            quote!(transform = #wire::schema::items(#depth, #keyword, #value))
        }));
    }
    contents
}

/// Whether a derived schema may have a rule: one that is kept whole may refer to components, which are
/// not beside it.
fn stands_alone(rule: &Rule) -> bool {
    rule.keyword != Keyword::AllOf
}

fn extend(rule: &Rule) -> TokenStream {
    let (keyword, value) = (rule.keyword.as_str(), json(&rule.value));
    quote!(extend(#keyword = #value))
}

/// An integer as a literal of the type that is expected there; `None` for any other value.
pub(super) fn digits(value: &Json) -> Option<TokenStream> {
    let text = value.to_string();
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (Some(quote!(-)), text),
        None => (None, &*text),
    };
    let literal = grouped(text).parse::<Literal>().ok()?;
    Some(quote!(#sign #literal))
}

/// A JSON value as `serde_json::json!` takes it.
pub(super) fn json(value: &Json) -> TokenStream {
    match value {
        Json::Null => quote!(null),
        Json::Bool(value) => quote!(#value),
        Json::String(value) => quote!(#value),
        Json::Number(value) => number(value),
        Json::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json(value);
                quote!(#name: #value)
            });
            quote!({#(#members),*})
        }
    }
}

fn number(value: &serde_json::Number) -> TokenStream {
    const BOUNDS: [(i64, &str, &str); 4] = [
        (i32::MIN as i64, "i32", "MIN"),
        (i32::MAX as i64, "i32", "MAX"),
        (i64::MIN, "i64", "MIN"),
        (i64::MAX, "i64", "MAX"),
    ];

    if let Some(whole) = value.as_i64()
        && let Some((_, ty, name)) = BOUNDS.iter().find(|(bound, ..)| *bound == whole)
    {
        let (ty, name) = (ident::ident(ty), ident::ident(name));
        return quote!(#ty::#name);
    }
    let suffix = match (value.as_i64(), value.as_u64()) {
        (Some(whole), _) if i32::try_from(whole).is_ok() => "",
        (Some(_), _) => "i64",
        (None, Some(_)) => "u64",
        (None, None) => "",
    };
    let text = value.to_string().replace("e+", "e");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (Some(quote!(-)), digits),
        None => (None, text.as_str()),
    };
    let literal = format!("{}{suffix}", grouped(digits)).parse::<Literal>();
    // What serde_json prints is a literal of Rust; were it not, it would be a double all the same.
    let literal = literal.unwrap_or_else(|_| {
        Literal::f64_unsuffixed(value.as_f64().map(f64::abs).unwrap_or_default())
    });
    quote!(#sign #literal)
}

/// Long digits in groups of three, counted from the point.
fn grouped(number: &str) -> String {
    let (mantissa, exponent) = number
        .find('e')
        .map_or((number, ""), |at| number.split_at(at));
    let (whole, fraction) = mantissa
        .find('.')
        .map_or((mantissa, ""), |at| mantissa.split_at(at));
    let groups = |digits: &str, first: usize| {
        let (head, rest) = digits.split_at(first.min(digits.len()));
        let rest: Vec<char> = rest.chars().collect();
        let rest = rest.chunks(3).map(|group| group.iter().collect());
        let groups: Vec<String> = std::iter::once(head.to_owned()).chain(rest).collect();
        groups.join("_").trim_start_matches('_').to_owned()
    };
    let whole = match whole.len() {
        0..=4 => whole.to_owned(),
        length => groups(whole, length % 3),
    };
    let fraction = match fraction.strip_prefix('.') {
        Some(digits) if digits.len() > 4 => format!(".{}", groups(digits, 3)),
        _ => fraction.to_owned(),
    };
    format!("{whole}{fraction}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_literals_as_people_write_them() {
        for (json, rust) in [
            ("0", "0"),
            ("-4200", "- 4200"),
            ("100000", "100_000"),
            ("-5000000000", "- 5_000_000_000i64"),
            ("2147483647", "i32 :: MAX"),
            ("-9223372036854775808", "i64 :: MIN"),
            ("9223372036854775808", "9_223_372_036_854_775_808u64"),
            ("18446744073709551616", "1.844_674_407_370_955_2e19"),
            ("1e300", "1e300"),
            ("1e-9", "1e-9"),
            ("-0.25", "- 0.25"),
            ("12345.123456", "12_345.123_456"),
        ] {
            let value: serde_json::Number = serde_json::from_str(json).expect("it is a number");
            assert_eq!(number(&value).to_string(), rust, "{json}");
        }
    }
}
