//! Rust sources as syntax, and what the checks that read tokens share.

use proc_macro2::{TokenStream, TokenTree};

use super::Finding;
use super::files::File;

pub(super) fn parse(file: &File) -> Result<syn::File, Finding> {
    syn::parse_file(&file.text)
        .map_err(|error| Finding::new(&file.path, error.span().start().line, error.to_string()))
}

/// `#[test]`, `#[tokio::test]`, `#[wasm_bindgen_test]`, `#[cfg(test)]`.
pub(super) fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        let last = path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        match (last.as_deref(), &attribute.meta) {
            (Some("test" | "wasm_bindgen_test"), _) => true,
            (Some("cfg"), syn::Meta::List(list)) => mentions_test(list.tokens.clone()),
            _ => false,
        }
    })
}

fn mentions_test(tokens: TokenStream) -> bool {
    flat(tokens)
        .iter()
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "test"))
}

/// All tokens in order, the inside of brackets included; the brackets themselves stay as groups before it.
pub(super) fn flat(tokens: TokenStream) -> Vec<TokenTree> {
    let mut all = Vec::new();
    for token in tokens {
        let inside = match &token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        };
        all.push(token);
        all.extend(inside.into_iter().flat_map(flat));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_attributes_are_known() -> syn::Result<()> {
        let is_test = |text: &str| -> syn::Result<bool> {
            Ok(is_for_tests(&syn::parse_str::<syn::ItemFn>(text)?.attrs))
        };
        assert!(is_test("#[test] fn a() {}")?);
        assert!(is_test(
            "#[tokio::test(start_paused = true)] async fn a() {}"
        )?);
        assert!(is_test("#[cfg(all(test, unix))] fn a() {}")?);
        assert!(!is_test("#[cfg(unix)] fn a() {}")?);
        Ok(())
    }
}
