//! Words that must not stay in the code: unfinished work, unexplained ignored tests, errors
//! without a type, and `unwrap` outside tests.

use proc_macro2::{Delimiter, TokenTree};
use syn::visit::{self, Visit};

use super::Finding;
use super::files::File;
use super::syntax::{flat, is_for_tests};

const UNFINISHED: &[&str] = &["todo", "unimplemented", "dbg"];

pub(super) fn check(file: &File, parsed: &syn::File) -> Vec<Finding> {
    let mut words = Words {
        path: &file.path,
        in_test: file.is_test(),
        findings: Vec::new(),
    };
    words.visit_file(parsed);
    words.findings
}

struct Words<'a> {
    path: &'a str,
    in_test: bool,
    findings: Vec<Finding>,
}

impl Words<'_> {
    fn found(&mut self, line: usize, what: &str) {
        self.findings.push(Finding::new(self.path, line, what));
    }

    /// Runs `visit` with tests let off where the attributes say so.
    fn within(&mut self, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self)) {
        let outside = self.in_test;
        self.in_test = outside || is_for_tests(attributes);
        visit(self);
        self.in_test = outside;
    }

    /// Inside a macro there are only tokens: `.unwrap()` and `todo!` are looked for by their shape.
    fn tokens(&mut self, tokens: &[TokenTree]) {
        for window in tokens.windows(3) {
            match window {
                [
                    TokenTree::Punct(dot),
                    TokenTree::Ident(word),
                    TokenTree::Group(arguments),
                ] if dot.as_char() == '.'
                    && word == "unwrap"
                    && arguments.delimiter() == Delimiter::Parenthesis
                    && arguments.stream().is_empty()
                    && !self.in_test =>
                {
                    self.found(word.span().start().line, UNWRAP);
                }
                [
                    TokenTree::Ident(word),
                    TokenTree::Punct(bang),
                    TokenTree::Group(_),
                ] if bang.as_char() == '!' && UNFINISHED.contains(&word.to_string().as_str()) => {
                    self.found(word.span().start().line, &format!("`{word}!`"));
                }
                _ => {}
            }
        }
    }
}

const UNWRAP: &str =
    "`unwrap` outside tests: return the error, or `expect` with why it cannot fail";

impl Visit<'_> for Words<'_> {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        self.within(&item.attrs, |this| visit::visit_item_mod(this, item));
    }

    fn visit_item_fn(&mut self, item: &syn::ItemFn) {
        self.within(&item.attrs, |this| visit::visit_item_fn(this, item));
    }

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        self.within(&item.attrs, |this| visit::visit_item_impl(this, item));
    }

    fn visit_impl_item_fn(&mut self, item: &syn::ImplItemFn) {
        self.within(&item.attrs, |this| visit::visit_impl_item_fn(this, item));
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if call.method == "unwrap" && call.args.is_empty() && !self.in_test {
            self.found(call.method.span().start().line, UNWRAP);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &syn::Macro) {
        if let Some(last) = call.path.segments.last()
            && UNFINISHED.contains(&last.ident.to_string().as_str())
        {
            self.found(
                last.ident.span().start().line,
                &format!("`{}!`", last.ident),
            );
        }
        self.tokens(&flat(call.tokens.clone()));
    }

    fn visit_attribute(&mut self, attribute: &syn::Attribute) {
        if attribute.path().is_ident("ignore") && matches!(attribute.meta, syn::Meta::Path(_)) {
            let line = attribute.pound_token.span.start().line;
            self.found(
                line,
                "`#[ignore]` without a reason: write #[ignore = \"why\"]",
            );
        }
    }

    fn visit_type_path(&mut self, path: &syn::TypePath) {
        if let Some(last) = path.path.segments.last()
            && last.ident == "Result"
            && has_string_error(&last.arguments)
        {
            let line = last.ident.span().start().line;
            self.found(line, "`Result<_, String>`: give the error a type");
        }
        visit::visit_type_path(self, path);
    }
}

fn has_string_error(arguments: &syn::PathArguments) -> bool {
    let syn::PathArguments::AngleBracketed(arguments) = arguments else {
        return false;
    };
    matches!(arguments.args.iter().nth(1), Some(syn::GenericArgument::Type(syn::Type::Path(error)))
        if error.path.segments.last().is_some_and(|last| last.ident == "String"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_at(path: &str, text: &str) -> syn::Result<Vec<usize>> {
        let file = File::sample(path, text);
        let findings = check(&file, &syn::parse_file(text)?);
        Ok(findings.iter().map(|finding| finding.line).collect())
    }

    fn lines(text: &str) -> syn::Result<Vec<usize>> {
        lines_at("server/src/a.rs", text)
    }

    #[test]
    fn unwrap_is_for_tests() -> syn::Result<()> {
        assert_eq!(lines("fn a() {\n b().unwrap();\n}")?, [2]);
        assert_eq!(lines("fn a() {\n info!(\"{}\", b().unwrap());\n}")?, [2]);
        assert!(lines("#[test]\nfn a() { b().unwrap(); }")?.is_empty());
        assert!(lines("#[cfg(test)]\nmod tests { fn a() { assert!(b().unwrap()); } }")?.is_empty());
        assert!(lines_at("server/tests/it/main.rs", "fn a() { b().unwrap(); }")?.is_empty());
        assert!(lines("fn a() { b().unwrap_or(1); }")?.is_empty());
        Ok(())
    }

    #[test]
    fn unfinished_work_is_found_everywhere() -> syn::Result<()> {
        assert_eq!(lines("fn a() {\n todo!()\n}")?, [2]);
        assert_eq!(lines("fn a() {\n view! { {dbg!(b)} }\n}")?, [2]);
        assert_eq!(lines("#[test]\nfn a() { unimplemented!() }")?, [2]);
        Ok(())
    }

    #[test]
    fn ignored_tests_say_why() -> syn::Result<()> {
        assert_eq!(lines("#[test]\n#[ignore]\nfn a() {}")?, [2]);
        assert!(lines("#[test]\n#[ignore = \"needs a printer\"]\nfn a() {}")?.is_empty());
        Ok(())
    }

    #[test]
    fn errors_have_a_type() -> syn::Result<()> {
        assert_eq!(lines("fn a() -> Result<u8, String> { b() }")?, [1]);
        assert!(lines("fn a() -> Result<String, Refusal> { b() }")?.is_empty());
        Ok(())
    }
}
