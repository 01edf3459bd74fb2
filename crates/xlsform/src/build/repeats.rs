//! Repeats and loops, written out: our questionnaires have none. A repeat with a number is asked so often, a loop once for
//! each option; one without an end is asked five times at most, and after each round whether there is another.

use super::{Builder, Draft, Made, Round, Rounds};
use crate::{
    columns::Column,
    finding::Code,
    form::{Form, Item, Line},
    scales,
    types::type_row,
};
use domain::Text;
use std::collections::HashSet;

/// Most rounds of a number or a list, and most rounds of what has no end.
const ROUNDS_MAX: u32 = 30;
const OPEN_ROUNDS: u32 = 5;

/// What ends a repeat.
enum End<'a> {
    /// So many rounds.
    Number(u32),
    /// As many as another answer says, or as it takes.
    Answer(&'a str),
    Open,
}

impl<'a> Builder<'a> {
    pub(super) fn repeat(
        &mut self,
        form: &'a Form,
        line: &'a Line,
        kind: &str,
        inner: &'a [Item],
        parent: Option<usize>,
    ) -> bool {
        if kind == "loop" {
            return self.over_list(form, line, inner, parent);
        }
        let end = match line.text(&Column::RepeatCount) {
            None => End::Open,
            Some(count) => count.parse().map_or(End::Answer(count), End::Number),
        };
        let rounds = match end {
            End::Number(rounds) if rounds > ROUNDS_MAX => {
                return self.refused(form, line, inner, parent);
            }
            End::Number(rounds) => rounds,
            End::Answer(_) | End::Open => {
                let code = Code::RepeatBounded;
                self.findings
                    .push(line.finding(&Column::RepeatCount, code, ""));
                OPEN_ROUNDS
            }
        };
        let repeat = self.begin_rounds(line);
        for number in 1..=rounds {
            let round = self.round(number, None);
            self.begin("group", line, parent);
            let group = self.groups.len() - 1;
            self.repeats[repeat].groups.push(group);
            if let Some(title) = &mut self.groups[group].title {
                *title = scales::numbered(title, number);
            }
            self.groups[group].round = Some((
                round,
                match &end {
                    End::Answer(count) => Some(format!("({count}) >= {number}")),
                    End::Open if number > 1 => {
                        let name = line.text(&Column::Name).unwrap_or_default();
                        Some(format!("${{{}}} = 'yes'", another(name, number - 1)))
                    }
                    _ => None,
                },
            ));
            if !self.walk(form, inner, Some(group), Some(round)) {
                return false;
            }
            if matches!(end, End::Open) && number < rounds {
                self.another(line, group, number);
            }
        }
        true
    }

    /// `begin loop over list`: a round for each option, which wordings name as `%(label)s`.
    fn over_list(
        &mut self,
        form: &'a Form,
        line: &'a Line,
        inner: &'a [Item],
        parent: Option<usize>,
    ) -> bool {
        let written = line.text(&Column::Type).unwrap_or_default();
        let list = written.split_whitespace().last().unwrap_or_default();
        let options = form
            .lists
            .get(list)
            .filter(|options| options.len() <= ROUNDS_MAX as usize);
        let Some(options) = options else {
            return self.refused(form, line, inner, parent);
        };
        let repeat = self.begin_rounds(line);
        for (option, number) in options.iter().zip(1..) {
            let name = option.text(&Column::Name).unwrap_or_default();
            let label = self.wording(option, &Column::Label).text;
            let label = label.unwrap_or_else(|| Text {
                fr: name.to_owned(),
                en: name.to_owned(),
            });
            let round = self.round(number, Some((name.to_owned(), label.clone())));
            self.begin("group", line, parent);
            let group = self.groups.len() - 1;
            self.repeats[repeat].groups.push(group);
            self.groups[group].title = Some(label);
            if !self.walk(form, inner, Some(group), Some(round)) {
                return false;
            }
        }
        true
    }

    /// Each question is refused by itself.
    fn refused(
        &mut self,
        form: &'a Form,
        line: &'a Line,
        inner: &'a [Item],
        parent: Option<usize>,
    ) -> bool {
        self.begin("repeat", line, parent);
        let group = self.groups.len() - 1;
        let round = self.round(1, None);
        self.walk(form, inner, Some(group), Some(round))
    }

    fn begin_rounds(&mut self, line: &'a Line) -> usize {
        let groups = Vec::new();
        self.repeats.push(Rounds { line, groups });
        self.repeats.len() - 1
    }

    /// Nobody is asked whether there is another of what does not come in: a repeat without a question left is refused
    /// with all that is in it, and a round without one is not asked for.
    pub(super) fn drop_empty_rounds(&mut self) {
        let asking = self.asking();
        let (mut empty, mut last) = (HashSet::new(), HashSet::new());
        for Rounds { line, groups } in &self.repeats {
            match groups.iter().rposition(|group| asking[*group]) {
                Some(round) => last.extend(groups[round..].iter().copied()),
                None => {
                    let code = Code::RepeatNotAsked;
                    self.findings.push(line.finding(&Column::Type, code, ""));
                    empty.extend(groups.iter().copied());
                }
            }
        }
        for draft in 0..self.drafts.len() {
            let of = &self.drafts[draft];
            if of.refused || of.left_out {
                continue;
            }
            if self.around(of.group).any(|group| empty.contains(&group)) {
                self.say(draft, &Column::Type, Code::RepeatNotAsked, "");
            } else if of.made == Made::Another {
                self.drafts[draft].refused = of.group.is_some_and(|group| last.contains(&group));
            }
        }
    }

    /// Of each group, whether a question of the form is asked within it.
    fn asking(&self) -> Vec<bool> {
        let mut asking = vec![false; self.groups.len()];
        let drafts = self.drafts.iter();
        for draft in drafts.filter(|draft| draft.made != Made::Another && !draft.refused) {
            let asked = draft.question.as_ref();
            if asked.is_some_and(|question| question.kind.is_asked()) {
                self.around(draft.group)
                    .for_each(|group| asking[group] = true);
            }
        }
        asking
    }

    /// The group and those that it is within.
    fn around(&self, group: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(group, |group| self.groups[*group].parent)
    }

    fn round(&mut self, number: u32, over: Option<(String, Text)>) -> usize {
        self.rounds.push(Round { number, over });
        self.rounds.len() - 1
    }

    /// Asks whether there is another round.
    fn another(&mut self, line: &'a Line, group: usize, number: u32) {
        let Some((row, _)) = type_row("select_one") else {
            return;
        };
        let name = line.text(&Column::Name).unwrap_or_default();
        self.drafts.push(Draft {
            line,
            row,
            rest: Vec::new(),
            group: Some(group),
            round: None,
            name: another(name, number),
            key: String::new(),
            question: None,
            relevant: None,
            made: Made::Another,
            left_out: false,
            refused: false,
        });
    }
}

fn another(name: &str, number: u32) -> String {
    format!("{name}_more_{number}")
}
