//! Sentences shown to people live in the catalogue, never in `view!`.
//!
//! A sentence is a string literal with a letter and a space, standing as text or as the value of an
//! attribute people read. Lists of classes, styles and drawing commands also hold spaces: attributes
//! are therefore named, not guessed.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::Finding;
use super::files::File;

const FOLDER: &str = "app/src/";
/// Attributes whose value is read by people or read out to them.
const SPOKEN: &[&str] = &["title", "placeholder", "alt", "label", "summary", "content"];
/// `aria-…` attributes that hold text; the others hold ids and states.
const SPOKEN_ARIA: &[&str] = &[
    "label",
    "description",
    "valuetext",
    "placeholder",
    "roledescription",
];

pub(super) fn check(file: &File, parsed: &syn::File) -> Vec<Finding> {
    if !file.path.starts_with(FOLDER) || file.is_test() {
        return Vec::new();
    }
    let mut views = Views {
        path: &file.path,
        findings: Vec::new(),
    };
    views.visit_file(parsed);
    views.findings
}

struct Views<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl Visit<'_> for Views<'_> {
    fn visit_macro(&mut self, call: &syn::Macro) {
        if call
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "view")
        {
            self.markup(call.tokens.clone());
        } else {
            visit::visit_macro(self, call);
        }
    }
}

impl Views<'_> {
    /// The inside of `view!`: tags with their attributes, text and blocks of code between them.
    fn markup(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut in_tag = false;
        let mut spoken = false;
        for (index, token) in tokens.iter().enumerate() {
            let before = &tokens[..index];
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '<' => {
                    in_tag = true;
                    spoken = false;
                }
                TokenTree::Punct(mark) if mark.as_char() == '>' => in_tag &= is_arrow(before),
                TokenTree::Punct(mark) if mark.as_char() == '=' && in_tag => {
                    spoken = is_spoken(before);
                }
                TokenTree::Literal(literal) if spoken || !in_tag => self.literal(literal),
                TokenTree::Group(group) => self.group(group, before, spoken || !in_tag),
                _ => {}
            }
        }
    }

    /// Rust inside a view; `shown` says whether its value reaches people.
    fn code(&mut self, tokens: TokenStream, shown: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) if shown => self.literal(literal),
                TokenTree::Group(group) => self.group(group, &tokens[..index], shown),
                _ => {}
            }
        }
    }

    /// What stands before a bracket says what its inside is.
    fn group(&mut self, group: &Group, before: &[TokenTree], shown: bool) {
        match before {
            [.., TokenTree::Ident(name), TokenTree::Punct(bang)] if bang.as_char() == '!' => {
                if name == "view" {
                    self.markup(group.stream());
                } else {
                    self.code(group.stream(), shown && name == "format");
                }
            }
            // Arguments: keys of the catalogue, reasons of `expect`.
            [.., TokenTree::Ident(_)] if group.delimiter() == Delimiter::Parenthesis => {
                self.code(group.stream(), false);
            }
            _ => self.code(group.stream(), shown),
        }
    }

    fn literal(&mut self, literal: &Literal) {
        let text = literal.to_string();
        if is_sentence(&text) {
            let what = format!("sentence in a view: {text} belongs in app/locales");
            self.findings
                .push(Finding::new(self.path, literal.span().start().line, what));
        }
    }
}

/// A string with a letter and a space inside.
fn is_sentence(literal: &str) -> bool {
    let Some(text) = literal
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    else {
        return false;
    };
    text.trim().contains([' ', '\u{a0}', '\u{202f}']) && text.chars().any(char::is_alphabetic)
}

/// `->` and `=>` end no tag.
fn is_arrow(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(mark)] if matches!(mark.as_char(), '-' | '='))
}

/// Whether the attribute whose name ends `tokens` is read by people.
fn is_spoken(tokens: &[TokenTree]) -> bool {
    match tokens {
        [
            ..,
            TokenTree::Ident(aria),
            TokenTree::Punct(dash),
            TokenTree::Ident(name),
        ] if dash.as_char() == '-' => {
            aria == "aria" && SPOKEN_ARIA.contains(&name.to_string().as_str())
        }
        [.., TokenTree::Ident(name)] => SPOKEN.contains(&name.to_string().as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(view: &str) -> syn::Result<usize> {
        let text = format!("fn a() -> impl IntoView {{ view! {{ {view} }} }}");
        let file = File::sample("app/src/pages/home.rs", &text);
        Ok(check(&file, &syn::parse_file(&text)?).len())
    }

    #[test]
    fn text_belongs_in_the_catalogue() -> syn::Result<()> {
        assert_eq!(found("<p>\"Aucune réponse\"</p>")?, 1);
        assert_eq!(found("<p>{count}\" réponses reçues\"</p>")?, 1);
        assert_eq!(found("<p>{move || \"a\".len()}</p>")?, 0);
        assert_eq!(found("<p>{t(\"home.title\")}</p>")?, 0);
        assert_eq!(found("<p>\" · \"</p>")?, 0);
        assert_eq!(
            found("<p>{move || if a { \"Rien à faire\" } else { \"\" }}</p>")?,
            1
        );
        assert_eq!(found("<p>{format!(\"{n} réponses\")}</p>")?, 1);
        assert_eq!(
            found("<ul>{list.map(|x| view! { <li>\"Un point\"</li> })}</ul>")?,
            1
        );
        assert_eq!(found("<p>{x.expect(\"set by the router\")}</p>")?, 0);
        Ok(())
    }

    #[test]
    fn spoken_attributes_too() -> syn::Result<()> {
        assert_eq!(found("<button aria-label=\"Fermer la fenêtre\"/>")?, 1);
        assert_eq!(found("<input placeholder=\"Chercher une action\"/>")?, 1);
        Ok(())
    }

    #[test]
    fn lists_for_the_machine_are_no_sentences() -> syn::Result<()> {
        assert_eq!(
            found("<p class=\"stack wide\" aria-labelledby=\"a b\">{x}</p>")?,
            0
        );
        assert_eq!(
            found("<svg viewBox=\"0 0 24 24\"><path d=\"M 1 2 L 3 4\"/></svg>")?,
            0
        );
        assert_eq!(
            found("<p class=move || if on { \"chip on\" } else { \"chip\" }>{x}</p>")?,
            0
        );
        Ok(())
    }
}
