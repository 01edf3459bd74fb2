//! Numbers as each language writes them: decimal comma and spaced per cent in French.

use domain::Lang;

/// `digits` decimals, rounded for display only.
pub fn decimal(value: f64, digits: usize, lang: Lang) -> String {
    let text = format!("{value:.digits$}");
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A whole number with its thousands apart: `4 000`, `4,000`.
pub fn whole(number: usize, lang: Lang) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(match lang {
                Lang::Fr => '\u{202f}',
                Lang::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

/// What follows the number of a percentage, space included.
pub fn percent_sign(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{202f}%",
        Lang::En => "%",
    }
}

/// A share of 1 as a whole percentage: `41 %`.
pub fn percent(share: f64, lang: Lang) -> String {
    format!("{}{}", decimal(100.0 * share, 0, lang), percent_sign(lang))
}

/// A score with its sign, a true minus: `+46`, `−12`, `0`.
pub fn signed(value: f64) -> String {
    let text = format!("{:+.0}", value);
    match text.as_str() {
        "+0" | "-0" => "0".to_owned(),
        _ => text.replace('-', "−"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_decimals() {
        assert_eq!(decimal(91.406, 1, Lang::Fr), "91,4");
        assert_eq!(decimal(91.406, 1, Lang::En), "91.4");
        assert_eq!(percent(0.414, Lang::Fr), "41\u{202f}%");
    }

    #[test]
    fn a_score_has_a_sign_and_zero_has_none() {
        assert_eq!(signed(46.2), "+46");
        assert_eq!(signed(-12.0), "−12");
        assert_eq!(signed(-0.3), "0");
    }
}
