//! QR codes as SVG, drawn on the device: they work offline and need no inline style.

use fast_qr::qr::QRBuilder;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Light modules around the code, as the standard asks.
const QUIET: usize = 4;

/// A code for `text` with its name for screen readers; nothing when the text is too long for a code.
#[component]
pub fn Qr(text: String, label: String) -> impl IntoView {
    drawing(&text).map(|(size, path)| {
        view! {
            <svg viewBox=format!("0 0 {size} {size}") role="img" aria-label=label shape-rendering="crispEdges">
                <path d=path></path>
            </svg>
        }
    })
}

/// Side of the drawing and one path of all dark modules, runs of a row joined.
fn drawing(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some((code.size + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::drawing;

    #[test]
    fn an_address_becomes_one_path_with_a_quiet_border() {
        let (size, path) = drawing("https://boucle.example.org/r/#c=org.abc").expect("short text");
        assert!(size >= 21 + 8);
        // The finder pattern's upper edge: seven dark modules, after the border.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
    }
}
