//! Guessing which column feeds what, from the wording of headers.

use super::words::{likeness, normal, stems};
use std::collections::{BTreeMap, BTreeSet};

/// Something a column can feed.
pub(super) struct Target<'a> {
    pub key: &'a str,
    /// Its own wording, in each language.
    pub wordings: Vec<&'a str>,
    /// What else people call it. A header that holds all words of a hint is a candidate; after `=`, only a header that
    /// is just that.
    pub hints: &'a [&'a str],
}

/// Under this, two wordings are not taken for the same.
const THRESHOLD: f64 = 0.6;

/// Key to column number, best matches first, each column and each key once. Columns in `taken` are left out.
pub(super) fn guess(
    headers: &[String],
    targets: &[Target<'_>],
    taken: &[u32],
) -> BTreeMap<String, u32> {
    let wordings: Vec<Vec<Wording>> = targets.iter().map(Target::all_wordings).collect();
    let mut matches: Vec<(f64, usize, u32)> = Vec::new();
    for (column, header) in (0..).zip(headers) {
        if taken.contains(&column) {
            continue;
        }
        let header = Header::read(header);
        for (order, wordings) in wordings.iter().enumerate() {
            let score = wordings.iter().map(|wording| header.score(wording));
            let score = score.fold(0.0, f64::max);
            if score >= THRESHOLD {
                matches.push((score, order, column));
            }
        }
    }
    // Equal scores: the first question, then the first column.
    matches.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut mapping = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (_, order, column) in matches {
        let key = targets[order].key;
        if !mapping.contains_key(key) && used.insert(column) {
            mapping.insert(key.to_owned(), column);
        }
    }
    mapping
}

/// One wording of a target, ready to be compared.
struct Wording {
    use_as: Use,
    text: String,
    stems: BTreeSet<String>,
}

enum Use {
    /// The target's key: also the code in front of a header.
    Key,
    Own,
    Hint,
    WholeHint,
}

impl Target<'_> {
    fn all_wordings(&self) -> Vec<Wording> {
        let wording = |use_as, text: &str| Wording {
            use_as,
            text: normal(text),
            stems: stems(text),
        };
        let mut all = vec![Wording {
            use_as: Use::Key,
            text: normal(self.key).replace(' ', ""),
            stems: BTreeSet::new(),
        }];
        all.extend(self.wordings.iter().map(|text| wording(Use::Own, text)));
        all.extend(self.hints.iter().map(|hint| match hint.strip_prefix('=') {
            Some(text) => wording(Use::WholeHint, text),
            None => wording(Use::Hint, hint),
        }));
        all
    }
}

/// A header as compared. LimeSurvey writes `G01Q02. Wording`, or only the code.
struct Header {
    code: String,
    text: String,
    stems: BTreeSet<String>,
}

impl Header {
    fn read(header: &str) -> Header {
        let (code, text) = match header.split_once(". ") {
            Some((code, text)) if !code.contains(' ') => (code, text),
            _ => (header, header),
        };
        Header {
            code: normal(code).replace(' ', ""),
            text: normal(text),
            stems: stems(text),
        }
    }

    /// How surely this header means that, 0 to 1.
    fn score(&self, wording: &Wording) -> f64 {
        let same = self.text == wording.text && !self.text.is_empty();
        match wording.use_as {
            Use::Key if self.code == wording.text => 1.0,
            Use::Own if same => 1.0,
            Use::Hint | Use::WholeHint if same => 0.99,
            // The very words elsewhere win over the same ones in another order.
            Use::Own => 0.95 * likeness(&self.stems, &wording.stems),
            Use::Hint if !wording.stems.is_empty() && wording.stems.is_subset(&self.stems) => {
                // More words shared, more certain; fewer others, more certain.
                let certain = if wording.stems.len() > 1 { 0.8 } else { 0.7 };
                certain + 0.1 * likeness(&self.stems, &wording.stems)
            }
            Use::Key | Use::Hint | Use::WholeHint => 0.0,
        }
    }
}
