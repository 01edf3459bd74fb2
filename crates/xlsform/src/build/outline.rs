//! Groups and questions in the order of the survey, each question with a key of its own.

use super::{Builder, Draft, Group, Made, key_of, unique};
use crate::{
    columns::Column,
    finding::Code,
    form::{Form, Item, Line},
    types::{Becomes, TypeRow, Verdict, type_row},
};
use domain::questionnaire::QUESTIONS_MAX;
use std::collections::HashSet;

/// Most groups, each round of a repeat counted, and most within one another.
const GROUPS_MAX: usize = 1_000;
const DEPTH_MAX: usize = 20;

/// A row whose type nobody knows.
const UNKNOWN: &TypeRow = &TypeRow {
    names: &[],
    becomes: Becomes::Nothing,
    verdict: Verdict::Refused,
    remark: "",
};

impl<'a> Builder<'a> {
    /// Whether the groups of the form fit into one another and there are not too many questions.
    pub(super) fn outline(&mut self, form: &'a Form) -> bool {
        let sound = self.walk(form, &form.items, None, None);
        self.keys();
        sound
    }

    /// A stretch of the survey within a group and, where it is asked several times, a round.
    pub(super) fn walk(
        &mut self,
        form: &'a Form,
        items: &'a [Item],
        within: Option<usize>,
        round: Option<usize>,
    ) -> bool {
        let mut open: Vec<(usize, &str)> = Vec::new();
        let mut next = 0;
        while let Some(item) = items.get(next) {
            next += 1;
            if self.drafts.len() > QUESTIONS_MAX || self.groups.len() > GROUPS_MAX {
                return self.unsound(item, Code::TooManyQuestions);
            }
            if open.len() > DEPTH_MAX {
                return self.unsound(item, Code::GroupTooDeep);
            }
            let parent = open.last().map(|(group, _)| *group).or(within);
            match item {
                Item::Begin(kind, line) if kind != "group" && round.is_none() => {
                    let inner = inner(&items[next..]);
                    next += inner.len() + 1;
                    if next > items.len() {
                        return self.unsound(item, Code::GroupNotClosed);
                    }
                    if !self.repeat(form, line, kind, inner, parent) {
                        return false;
                    }
                }
                Item::Begin(kind, line) => {
                    self.begin(kind, line, parent);
                    open.push((self.groups.len() - 1, kind));
                }
                Item::End(kind, _) => match open.pop() {
                    Some((_, opened)) if opened == kind => {}
                    _ => return self.unsound(item, Code::GroupNotOpened),
                },
                Item::Row(line) => self.row(line, parent, round),
            }
        }
        match (open.is_empty(), items.last()) {
            (false, Some(last)) => self.unsound(last, Code::GroupNotClosed),
            _ => true,
        }
    }

    fn unsound(&mut self, at: &Item, code: Code) -> bool {
        let (Item::Begin(_, line) | Item::End(_, line) | Item::Row(line)) = at;
        self.findings.push(line.finding(&Column::Type, code, ""));
        false
    }

    pub(super) fn begin(&mut self, kind: &str, line: &'a Line, parent: Option<usize>) {
        let outer = parent.is_some_and(|parent| self.groups[parent].repeats);
        let wording = self.wording(line, &Column::Label);
        let look = line.text(&Column::Appearance).unwrap_or_default();
        self.groups.push(Group {
            line,
            parent,
            title: wording.text,
            relevant: None,
            round: None,
            table: look.split_whitespace().any(|word| word == "table-list"),
            repeats: outer || kind != "group",
        });
    }

    fn row(&mut self, line: &'a Line, group: Option<usize>, round: Option<usize>) {
        let written = line.text(&Column::Type).unwrap_or_default();
        let disabled = line.text(&Column::Disabled).unwrap_or_default();
        if ["yes", "true", "true()"].contains(&disabled.to_lowercase().as_str()) {
            let off = line.finding(&Column::Disabled, Code::RowDisabled, "");
            self.findings.push(off);
            return;
        }
        let name = line.text(&Column::Name);
        if written.is_empty() && name.is_none() && line.get(&Column::Label).is_none() {
            let comment = line.finding(&Column::Type, Code::CommentRow, "");
            self.findings.push(comment);
            return;
        }
        let known = type_row(written);
        let (row, rest) = known.unwrap_or((UNKNOWN, Vec::new()));
        // pyxform names notes that have no name, and audits.
        let unnamed = match row.names.first() {
            Some(&"note") => Some(format!("note_{}", line.row)),
            Some(&"audit") => Some("audit".to_owned()),
            _ => None,
        };
        let named = name.map(str::to_owned).or(unnamed);
        self.drafts.push(Draft {
            line,
            row,
            rest,
            group,
            round,
            key: String::new(),
            name: named.clone().unwrap_or_default(),
            question: None,
            relevant: None,
            made: Made::Row,
            left_out: row.verdict == Verdict::LeftOut,
            refused: false,
        });
        let draft = self.drafts.len() - 1;
        if written.is_empty() {
            self.say(draft, &Column::Type, Code::TypeMissing, "");
        } else if row == UNKNOWN {
            self.say(draft, &Column::Type, Code::TypeUnknown, written);
        } else if group.is_some_and(|group| self.groups[group].repeats) {
            self.say(draft, &Column::Type, Code::InRepeat, "");
        } else if named.is_none() {
            self.say(draft, &Column::Type, Code::NameMissing, "");
        } else if let Some(code) = said(row.verdict) {
            self.say(draft, &Column::Type, code, written);
        }
        let with_other =
            matches!(self.drafts[draft].rest[..], [_, ref more @ ..] if is_other(more));
        if with_other && !self.drafts[draft].refused {
            self.other(draft);
        }
    }

    /// `or_other` adds a question behind its own.
    fn other(&mut self, draft: usize) {
        let Draft {
            line,
            group,
            round,
            name,
            ..
        } = &self.drafts[draft];
        let other = Draft {
            line,
            row: type_row("text").map_or(UNKNOWN, |(row, _)| row),
            rest: Vec::new(),
            group: *group,
            round: *round,
            name: format!("{name}_other"),
            key: String::new(),
            question: None,
            relevant: None,
            made: Made::Other,
            left_out: false,
            refused: false,
        };
        self.drafts.push(other);
    }

    /// Names are unique within a group; keys are unique.
    fn keys(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        let mut named: HashSet<(Option<usize>, String)> = HashSet::new();
        for draft in 0..self.drafts.len() {
            let of = &self.drafts[draft];
            if of.refused || of.left_out {
                continue;
            }
            if !named.insert((of.group, of.name.clone())) {
                let name = of.name.clone();
                self.say(draft, &Column::Name, Code::NameTwice, &name);
                continue;
            }
            let plain = key_of(&of.name);
            let wanted = match of.round {
                Some(round) => key_of(&format!("{plain}_{}", self.rounds[round].number)),
                None => plain.clone(),
            };
            let key = unique(wanted.clone(), |key| taken.contains(key));
            let renamed = plain != of.name || key != wanted;
            if renamed && of.made == Made::Row {
                self.say(draft, &Column::Name, Code::KeyChanged, &key);
            }
            taken.insert(key.clone());
            self.drafts[draft].key = key;
        }
    }
}

/// What stands between a beginning and its end.
fn inner(items: &[Item]) -> &[Item] {
    let mut deep = 0_usize;
    let end = items.iter().position(|item| {
        match item {
            Item::Begin(..) => deep += 1,
            Item::End(..) if deep == 0 => return true,
            Item::End(..) => deep -= 1,
            Item::Row(_) => {}
        }
        false
    });
    &items[..end.unwrap_or(items.len())]
}

/// `or_other`, `or specify other`, `or other`
pub(super) fn is_other(words: &[&str]) -> bool {
    matches!(
        words,
        ["or_other"] | ["or", "specify", "other"] | ["or", "other"]
    )
}

fn said(verdict: Verdict) -> Option<Code> {
    match verdict {
        Verdict::Supported => None,
        Verdict::Degraded => Some(Code::TypeDegraded),
        Verdict::LeftOut => Some(Code::TypeLeftOut),
        Verdict::Refused => Some(Code::TypeRefused),
    }
}
