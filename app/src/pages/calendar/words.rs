//! Rules of the calendar in words, for their history and for two versions side by side.

use super::facts;
use crate::{
    locales::workspace::{lang, t},
    pages::record::words::own_lines,
    state::questionnaires::templates,
};
use domain::calendar::cadence::Rule;
use serde_json::Value;

/// All rules, one a line; none for what is no list of them.
pub fn rules(value: &Value) -> Option<String> {
    Some(lines(value)?.join("\n"))
}

/// Of several versions the lines that not all of them have. None when one is no list of rules, or when nothing that the
/// words say tells them apart.
pub fn apart(values: &[&Value]) -> Option<Vec<String>> {
    let all: Vec<Vec<String>> = values
        .iter()
        .map(|value| lines(value))
        .collect::<Option<_>>()?;
    own_lines(&all)
}

fn lines(value: &Value) -> Option<Vec<String>> {
    let rules: Vec<Rule> = serde_json::from_value(value.clone()).ok()?;
    Some(rules.iter().map(line).collect())
}

fn line(rule: &Rule) -> String {
    let name = facts::name(rule.wave, rule.stakeholder);
    let known = templates().iter().map(|one| &one.questionnaire);
    let asked = known.into_iter().find(|one| one.key == rule.template);
    // One of the organisation's own goes by its key.
    let asked = asked.map_or(rule.template.as_str(), |one| one.title.get(lang()));
    (t().calendar.rule)(rule, &name, asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{calendar::cadence::defaults, service::ServiceKind};
    use serde_json::json;

    #[test]
    fn only_the_rules_that_differ_are_said() {
        let before = json!(defaults(ServiceKind::Bilan));
        let mut rules = defaults(ServiceKind::Bilan);
        rules[1].offset = -2;
        rules[1].reminders = vec![];
        rules[3].off = true;
        let said = apart(&[&before, &json!(rules)]).unwrap();
        assert_eq!(said[0].lines().count(), 2);
        let after: Vec<&str> = said[1].lines().collect();
        assert!(after[0].starts_with(
            "À chaud, bénéficiaires\u{a0}: ouvre 2\u{a0}jours avant le dernier jour\u{202f}; sans relance\u{202f}; clôture 21\u{a0}jours après\u{202f}; «"
        ), "{after:?}");
        assert_eq!(after[1], "À chaud, équipe pédagogique\u{a0}: non");
    }

    #[test]
    fn versions_without_a_difference_in_words_are_said_whole() {
        let same = json!(defaults(ServiceKind::Bilan));
        assert_eq!(apart(&[&same, &same]), None);
        assert_eq!(rules(&same).unwrap().lines().count(), 4);
        assert_eq!(rules(&json!("nope")), None);
    }
}
