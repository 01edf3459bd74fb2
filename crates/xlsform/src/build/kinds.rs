//! What each question is built into: its kind, wording and help, and what its row says in vain.

use super::{
    Builder, Made,
    bounds::{self, Range},
    options::scale,
};
use crate::{
    appearances::appearance,
    columns::Column,
    finding::Code,
    form::{Form, Line},
    scales,
    types::{Becomes, Verdict},
};
use domain::{
    Text,
    questionnaire::{Constraint, Question, QuestionKind, Wording},
};

const PLACES: u32 = 6;

/// Whether it is one of the words of an appearance.
fn has(cell: &str, wanted: &str) -> bool {
    cell.split_whitespace().any(|word| word == wanted)
}

impl<'a> Builder<'a> {
    pub(super) fn kinds(&mut self, form: &'a Form) {
        for draft in 0..self.drafts.len() {
            let of = &self.drafts[draft];
            if of.refused || of.left_out {
                continue;
            }
            let made = match of.made {
                Made::Row => None,
                Made::Other => Some((QuestionKind::Short, scales::specify_other())),
                Made::Another => Some((QuestionKind::Yesno, scales::another())),
            };
            if let Some((kind, text)) = made {
                let of = &mut self.drafts[draft];
                of.question = Some(Question::new(&of.key, kind, text));
                continue;
            }
            self.appearance(draft);
            if self.drafts[draft].left_out {
                continue;
            }
            if let Some(kind) = self.kind(draft, form) {
                self.question_of(draft, kind);
            }
        }
    }

    fn question_of(&mut self, draft: usize, kind: QuestionKind) {
        let line = self.drafts[draft].line;
        let worded = self.wording(line, &Column::Label);
        let help = self.help(line);
        let shown = kind.is_shown();
        let key = self.drafts[draft].key.clone();
        // Without a label, a hint is what the person reads; without both, the name.
        let (text, hint) = match (worded.text, help.text) {
            (Some(text), hint) => (text, hint),
            (None, Some(hint)) => (hint, None),
            (None, None) if shown => (both(&key), None),
            (None, None) => (both(""), None),
        };
        if shown && text == both(&key) && line.get(&Column::Label).is_none() {
            self.say(draft, &Column::Name, Code::LabelMissing, &key);
        }
        let mut question = Question::new(&key, kind, text);
        if let Some((name, label)) = self.over(draft) {
            named(&mut question.text, &name, &label);
        }
        question.help = hint;
        question.easy = worded.easy.map(|text| Wording {
            text,
            help: help.easy,
        });
        question.may_not_concern = line
            .text(&Column::NotConcerned)
            .is_some_and(|said| said == "yes");
        let question = if let Becomes::Range = self.drafts[draft].row.becomes {
            self.ranged(draft, question)
        } else {
            question
        };
        self.drafts[draft].question = Some(question);
        self.in_vain(draft);
    }

    /// The option that the loop around it is at.
    fn over(&self, draft: usize) -> Option<(String, Text)> {
        self.rounds[self.drafts[draft].round?].over.clone()
    }

    fn kind(&mut self, draft: usize, form: &'a Form) -> Option<QuestionKind> {
        let line = self.drafts[draft].line;
        let text = |column| line.text(column).unwrap_or_default();
        let calculation = line.text(&Column::Calculation);
        let becomes = self.drafts[draft].row.becomes;
        let is_calculated = matches!(becomes, Becomes::Calculated | Becomes::Hidden);
        if let Some(value) = calculation.filter(|_| becomes != Becomes::Note) {
            if !is_calculated {
                self.say(draft, &Column::Calculation, Code::ReadOnlyDegraded, "");
            }
            let value = value.to_owned();
            return Some(QuestionKind::Calculated { value });
        }
        let read_only = yes(text(&Column::ReadOnly));
        if read_only && becomes != Becomes::Note {
            self.say(draft, &Column::ReadOnly, Code::ReadOnlyDegraded, "");
        }
        Some(match becomes {
            Becomes::Text if read_only => QuestionKind::Note,
            Becomes::Text => text_kind(line),
            Becomes::TypedText => QuestionKind::Short,
            Becomes::Integer => bounds::of(text(&Column::Constraint)).map_or(
                QuestionKind::Decimal { places: 0 },
                |bounds| QuestionKind::Number {
                    min: bounds.min,
                    max: bounds.max,
                },
            ),
            Becomes::UpTo(max) => QuestionKind::Number { min: 0, max },
            Becomes::Decimal | Becomes::Range => QuestionKind::Decimal {
                places: text(&Column::Places).parse().unwrap_or(PLACES),
            },
            Becomes::One | Becomes::External => {
                let options = self.options(draft, form, becomes == Becomes::External)?;
                let list = self.drafts[draft].rest.first().copied().unwrap_or_default();
                scale(list, &options).unwrap_or(QuestionKind::Single { options })
            }
            Becomes::Many => QuestionKind::Multi {
                options: self.options(draft, form, false)?,
            },
            Becomes::Rank => QuestionKind::Rank {
                options: self.options(draft, form, false)?,
            },
            Becomes::Date => QuestionKind::Date,
            Becomes::Note => QuestionKind::Note,
            Becomes::Consent => QuestionKind::Consent,
            Becomes::Photo if has(text(&Column::Appearance), "signature") => {
                QuestionKind::Signature
            }
            Becomes::Photo => QuestionKind::Photo,
            Becomes::Today => QuestionKind::Calculated {
                value: "today()".to_owned(),
            },
            Becomes::Calculated | Becomes::Hidden => return self.constant(draft),
            Becomes::Nothing => return None,
        })
    }

    /// A calculation that only has a default value.
    fn constant(&mut self, draft: usize) -> Option<QuestionKind> {
        if let Some(value) = self.drafts[draft].line.text(&Column::Default) {
            // Anything else stands for itself.
            let worked_out = value.contains(['$', '(', '\'']);
            let value = if worked_out {
                value.to_owned()
            } else {
                format!("'{value}'")
            };
            return Some(QuestionKind::Calculated { value });
        }
        if self.drafts[draft].row.becomes == Becomes::Hidden {
            self.drafts[draft].left_out = true;
        } else {
            self.say(draft, &Column::Type, Code::CalculationMissing, "");
        }
        None
    }

    fn ranged(&mut self, draft: usize, mut question: Question) -> Question {
        let line = self.drafts[draft].line;
        let Some(range) = Range::read(line.text(&Column::Parameters).unwrap_or_default()) else {
            self.say(draft, &Column::Parameters, Code::RangeNotUnderstood, "");
            return question;
        };
        if range.steps() {
            self.say(draft, &Column::Parameters, Code::ParameterIgnored, "step");
        }
        question.kind = range.kind();
        if let QuestionKind::Decimal { .. } = question.kind {
            question.constraint = Some(Constraint {
                test: format!("it >= {} and it <= {}", range.start, range.end),
                message: scales::between(&range.start.to_string(), &range.end.to_string()),
            });
        }
        question
    }

    fn help(&mut self, line: &'a Line) -> super::wording::Worded {
        let mut hint = self.wording(line, &Column::Hint);
        let guidance = self.wording(line, &Column::GuidanceHint);
        if let Some(more) = guidance.text {
            self.findings
                .push(line.finding(&Column::GuidanceHint, Code::GuidanceJoined, ""));
            hint.text = Some(match hint.text {
                Some(hint) => Text {
                    fr: joined(&hint.fr, &more.fr),
                    en: joined(&hint.en, &more.en),
                },
                None => more,
            });
        }
        hint
    }

    fn appearance(&mut self, draft: usize) {
        let line = self.drafts[draft].line;
        let Some(cell) = line.text(&Column::Appearance) else {
            return;
        };
        for word in cell.split_whitespace() {
            let code = match appearance(word).map(|known| known.verdict) {
                Some(Verdict::Supported) => continue,
                Some(Verdict::Refused) => Code::AppearanceRefused,
                _ => Code::AppearanceIgnored,
            };
            self.say(draft, &Column::Appearance, code, word);
        }
        // It heads the columns of a table of its group.
        if has(cell, "label") {
            self.drafts[draft].left_out = true;
            self.say(draft, &Column::Appearance, Code::TableHeadLeftOut, "");
        }
    }

    /// Columns that say something nobody follows.
    fn in_vain(&mut self, draft: usize) {
        let (line, becomes) = (self.drafts[draft].line, self.drafts[draft].row.becomes);
        let hidden = matches!(becomes, Becomes::Hidden | Becomes::Calculated);
        if line.get(&Column::Default).is_some() && !hidden {
            self.say(draft, &Column::Default, Code::DefaultIgnored, "");
        }
        if line.get(&Column::RequiredMessage).is_some() {
            self.say(
                draft,
                &Column::RequiredMessage,
                Code::RequiredMessageIgnored,
                "",
            );
        }
        let parameters = line.text(&Column::Parameters).unwrap_or_default();
        if becomes != Becomes::Range && !parameters.is_empty() && !parameters.starts_with("rows=") {
            self.say(
                draft,
                &Column::Parameters,
                Code::ParameterIgnored,
                parameters,
            );
        }
        for (head, _) in &line.cells {
            if let Column::Media(name) = &head.column {
                self.say(draft, &head.column, Code::MediaIgnored, name);
            }
        }
    }
}

fn text_kind(line: &Line) -> QuestionKind {
    let has = |column, word: &str| {
        let said = line.text(column).unwrap_or_default();
        said.split_whitespace().any(|said| said.starts_with(word))
    };
    if has(&Column::Appearance, "multiline") || has(&Column::Parameters, "rows=") {
        QuestionKind::Long
    } else {
        QuestionKind::Short
    }
}

pub(super) fn yes(said: &str) -> bool {
    matches!(said.to_lowercase().as_str(), "yes" | "true" | "true()")
}

/// `%(label)s` and `%(name)s` in the wordings of a loop.
fn named(text: &mut Text, name: &str, label: &Text) {
    for (text, label) in [(&mut text.fr, &label.fr), (&mut text.en, &label.en)] {
        *text = text.replace("%(label)s", label).replace("%(name)s", name);
    }
}

fn both(text: &str) -> Text {
    Text {
        fr: text.to_owned(),
        en: text.to_owned(),
    }
}

fn joined(first: &str, second: &str) -> String {
    format!("{first}\n{second}").trim().to_owned()
}
