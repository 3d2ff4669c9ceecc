//! Emits the check of a body that is no object.

use super::file::File;
use super::value;
use crate::ir::Value;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(file: &File<'_>, value: &Value) -> TokenStream {
    let Some((check, path)) = value::whole(file, &value.ty, value.nullable) else {
        return file.undecided();
    };
    let [cursor, path_type] = ["Cursor", "Path"].map(|name| file.name(name));
    let path = if path { quote!(path) } else { quote!(_) };
    quote! {
        pub(crate) fn check(cursor: &mut #cursor<'_>, at: usize, #path: &#path_type<'_>) -> Option<usize> {
            #check
        }
    }
}
