//! Small rooms: how long a file and a function may be.

use syn::visit::{self, Visit};

use super::Finding;
use super::files::File;

/// Aim at 100 to 150; 400 is already long.
const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;

pub(super) fn of_file(file: &File) -> Option<Finding> {
    let lines = file.text.lines().count();
    let what = format!("{lines} lines, at most {FILE_LINES_MAX}");
    (lines > FILE_LINES_MAX).then(|| Finding::new(&file.path, 0, what))
}

pub(super) fn of_functions(file: &File, parsed: &syn::File) -> Vec<Finding> {
    let mut lengths = Lengths {
        path: &file.path,
        findings: Vec::new(),
    };
    lengths.visit_file(parsed);
    lengths.findings
}

struct Lengths<'a> {
    path: &'a str,
    findings: Vec<Finding>,
}

impl Lengths<'_> {
    /// From `fn` to the closing brace.
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let start = signature.fn_token.span.start().line;
        let lines = block
            .brace_token
            .span
            .close()
            .end()
            .line
            .saturating_sub(start)
            + 1;
        if lines > FUNCTION_LINES_MAX {
            let name = &signature.ident;
            let what = format!("`{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}");
            self.findings.push(Finding::new(self.path, start, what));
        }
    }
}

impl Visit<'_> for Lengths<'_> {
    fn visit_item_fn(&mut self, item: &syn::ItemFn) {
        self.measure(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &syn::ImplItemFn) {
        self.measure(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.measure(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function_of(lines: usize) -> File {
        let body = "    step();\n".repeat(lines - 2);
        File::sample("a.rs", &format!("impl A {{\nfn long() {{\n{body}}}\n}}\n"))
    }

    #[test]
    fn seventy_lines_are_allowed() -> syn::Result<()> {
        let file = function_of(70);
        assert_eq!(of_functions(&file, &syn::parse_file(&file.text)?), []);
        let file = function_of(71);
        let findings = of_functions(&file, &syn::parse_file(&file.text)?);
        assert_eq!(
            findings,
            [Finding::new("a.rs", 2, "`long` has 71 lines, at most 70")]
        );
        Ok(())
    }

    #[test]
    fn long_files_are_found() {
        assert_eq!(of_file(&File::sample("a.rs", &"x\n".repeat(600))), None);
        assert!(of_file(&File::sample("a.rs", &"x\n".repeat(601))).is_some());
    }
}
