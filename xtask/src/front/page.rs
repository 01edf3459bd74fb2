//! The HTML page: links the hashed files, and checks that nothing is left which the content security policy
//! (`script-src 'self'; style-src 'self'`) refuses.

use anyhow::{Result, bail};

/// What the source page holds where the hashed files belong.
const STYLE: &str = "<link rel=\"stylesheet\" href=\"style.css\" />";

/// Links the style sheet, the program and the boot module; fails on anything the policy would refuse.
pub(super) fn finish(html: &str, style: &str, wasm: &str, boot: &str) -> Result<String> {
    if !html.contains(STYLE) {
        bail!("the page does not hold {STYLE}");
    }
    let links = format!(
        "<link rel=\"stylesheet\" href=\"{style}\" />\n    \
         <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" />\n    \
         <script type=\"module\" src=\"{boot}\"></script>"
    );
    let html = without_comments(&html.replacen(STYLE, &links, 1));
    check(&html)?;
    Ok(html)
}

/// They are for those who read the source.
fn without_comments(html: &str) -> String {
    let mut parts = html.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .filter_map(|part| part.split_once("-->"))
        .fold(first, |text, (_, after)| {
            format!("{}{after}", text.trim_end())
        })
}

fn check(html: &str) -> Result<()> {
    for tag in tags(html) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        if name == "style" || (name == "script" && !tag.contains(" src=")) {
            bail!("inline <{name}> in the page");
        }
        if let Some(attribute) = tag.split_whitespace().skip(1).find(|word| is_inline(word)) {
            bail!("inline attribute `{attribute}` in the page");
        }
    }
    Ok(())
}

/// `style="…"`, `onclick="…"` and their like.
fn is_inline(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else {
        return false;
    };
    name == "style" || (name.starts_with("on") && name.chars().all(|c| c.is_ascii_lowercase()))
}

/// Inner texts of the opening tags. Our own pages only: no `>` inside an attribute.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|part| part.split('>').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_files_are_linked() -> Result<()> {
        let html = finish(
            &format!("<head>{STYLE}</head>"),
            "/r/assets/a.css",
            "/r/assets/c.wasm",
            "/r/assets/b.js",
        )?;
        assert!(html.contains("href=\"/r/assets/a.css\""));
        assert!(html.contains("href=\"/r/assets/c.wasm\""));
        assert!(html.contains("src=\"/r/assets/b.js\""));
        assert!(!html.contains("style.css"));
        Ok(())
    }

    #[test]
    fn comments_stay_in_the_source() {
        assert_eq!(
            without_comments("<p>\n  <!-- a -->\n  <b><!-- c --></b>"),
            "<p>\n  <b></b>"
        );
    }

    #[test]
    fn inline_code_and_style_are_refused() {
        let page = |body: &str| format!("{STYLE}{body}");
        for body in [
            "<script>x</script>",
            "<style>p{}</style>",
            "<p style=\"a\">",
            "<a onclick=\"b\">",
        ] {
            assert!(finish(&page(body), "s", "w", "b").is_err(), "{body}");
        }
        assert!(
            finish(
                &page("<p title=\"on=1\" id=\"style\">on=2</p>"),
                "s",
                "w",
                "b"
            )
            .is_ok()
        );
    }
}
