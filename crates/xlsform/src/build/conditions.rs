//! The expressions of a form in the language of the product, each with the types of what it reads.

use super::{Builder, Made, bounds, kinds::yes};
use crate::{
    columns::Column,
    finding::Code,
    form::Line,
    scales,
    types::Becomes,
    xpath::{self, Fault, Lookup, Named, Names, Translated},
};
use domain::{
    expression::Type,
    questionnaire::{Constraint, Question, QuestionKind, answer_type},
};
use std::collections::HashMap;

impl<'a> Builder<'a> {
    pub(super) fn conditions(&mut self) {
        let mut known = Known::of(self);
        self.calculations(&mut known);
        for group in 0..self.groups.len() {
            self.group(group, &known);
        }
        for draft in 0..self.drafts.len() {
            match self.drafts[draft].made {
                Made::Row => self.of_question(draft, &known),
                Made::Other => self.specify(draft),
                Made::Another => {}
            }
        }
    }

    /// Each behind those it reads: a round for as long as one more is understood.
    fn calculations(&mut self, known: &mut Known) {
        let mut open: Vec<(usize, String)> = Vec::new();
        for draft in 0..self.drafts.len() {
            if let Some(Question {
                kind: QuestionKind::Calculated { value },
                ..
            }) = self.question(draft)
            {
                open.push((draft, value.clone()));
            }
        }
        loop {
            let before = open.len();
            let mut waiting = Vec::new();
            for (draft, value) in open {
                let names = known.names(self.drafts[draft].round, None, None);
                match xpath::value(&value, &names) {
                    Ok(done) => self.calculated(draft, done, known),
                    Err(fault) => waiting.push((draft, value, fault)),
                }
            }
            let stuck = waiting.len() == before;
            open = Vec::new();
            for (draft, value, fault) in waiting {
                // What it reads may still be understood.
                if fault.code == Code::NameUnknown && !stuck {
                    open.push((draft, value));
                } else {
                    self.say(draft, &Column::Calculation, fault.code, &fault.detail);
                }
            }
            if open.is_empty() {
                return;
            }
        }
    }

    fn calculated(&mut self, draft: usize, done: Translated, known: &mut Known) {
        for loss in done.losses {
            self.say(draft, &Column::Calculation, loss, "");
        }
        known.kinds.insert(draft, done.kind);
        if let Some(question) = self.question(draft) {
            question.kind = QuestionKind::Calculated { value: done.text };
        }
    }

    fn group(&mut self, group: usize, known: &Known) {
        let line = self.groups[group].line;
        let (round, test) = match self.groups[group].round.clone() {
            Some((round, test)) => (Some(round), test),
            None => (None, None),
        };
        let own = line.text(&Column::Relevant);
        let cell = match (own, test) {
            (None, None) => return,
            (Some(own), None) => own.to_owned(),
            (None, Some(test)) => test,
            (Some(own), Some(test)) => format!("({own}) and {test}"),
        };
        let column = if own.is_some() {
            Column::Relevant
        } else {
            Column::RepeatCount
        };
        match xpath::condition(&cell, &known.names(round, None, None)) {
            Ok(done) => {
                for loss in &done.losses {
                    self.findings.push(line.finding(&column, *loss, ""));
                }
                self.groups[group].relevant = Some(done);
            }
            Err(fault) => {
                self.findings
                    .push(line.finding(&column, fault.code, &fault.detail));
                self.refuse_within(group);
            }
        }
    }

    /// Whoever is asked of a group that may not be asked is not known.
    fn refuse_within(&mut self, group: usize) {
        for draft in 0..self.drafts.len() {
            if self.within(self.drafts[draft].group, group) {
                self.drafts[draft].refused = true;
            }
        }
    }

    pub(super) fn within(&self, mut inner: Option<usize>, group: usize) -> bool {
        while let Some(at) = inner {
            if at == group {
                return true;
            }
            inner = self.groups[at].parent;
        }
        false
    }

    fn of_question(&mut self, draft: usize, known: &Known) {
        if self.question(draft).is_none() {
            return;
        }
        let line = self.drafts[draft].line;
        let none = known.names(self.drafts[draft].round, None, None);
        if let Some(cell) = line.text(&Column::Relevant) {
            let done = self.test(draft, &Column::Relevant, cell, &none);
            self.drafts[draft].relevant = done;
        }
        let required = line.text(&Column::Required).unwrap_or_default();
        let no = matches!(
            required.to_lowercase().as_str(),
            "" | "no" | "false" | "false()"
        );
        if !no && yes(required) {
            self.with(draft, |question| {
                question.required = Some("true".to_owned())
            });
        } else if !no {
            let done = self.test(draft, &Column::Required, required, &none);
            self.with(draft, |question| {
                question.required = done.map(|done| done.text)
            });
        }
        self.filter(draft, known, line);
        self.constraint(draft, known, line);
    }

    fn filter(&mut self, draft: usize, known: &Known, line: &Line) {
        let Some(cell) = line.text(&Column::ChoiceFilter) else {
            return;
        };
        let Some(question) = self.question(draft) else {
            return;
        };
        let columns = question
            .kind
            .options()
            .iter()
            .flat_map(|option| &option.columns);
        let columns: Vec<String> = columns.map(|(name, _)| name.clone()).collect();
        let names = known.names(self.drafts[draft].round, None, Some(&columns));
        let done = self.test(draft, &Column::ChoiceFilter, cell, &names);
        self.with(draft, |question| {
            question.filter = done.map(|done| done.text)
        });
    }

    fn constraint(&mut self, draft: usize, known: &Known, line: &'a Line) {
        let message = self.wording(line, &Column::ConstraintMessage).text;
        let Some(cell) = line.text(&Column::Constraint) else {
            return;
        };
        let asked = self.question(draft);
        let Some(question) = asked.filter(|question| question.kind.is_asked()) else {
            return;
        };
        let kind = question.kind.clone();
        let own = question.constraint.clone();
        let it = Named {
            key: "it".to_owned(),
            kind: answer_type(&kind),
            acknowledged: kind == QuestionKind::Consent,
        };
        let names = known.names(self.drafts[draft].round, Some(it), None);
        let bounded = matches!(self.drafts[draft].row.becomes, Becomes::Integer);
        let done = match bounds::of(cell).filter(|_| bounded) {
            // The bounds are those of the number itself.
            Some(bounds::Bounds { rest: None, .. }) if message.is_none() => return,
            Some(bounds::Bounds {
                rest: Some(rest), ..
            }) => self.taken(
                draft,
                &Column::Constraint,
                xpath::condition_of(&rest, &names),
            ),
            _ => self.test(draft, &Column::Constraint, cell, &names),
        };
        let Some(done) = done else { return };
        if message.is_none() {
            self.say(
                draft,
                &Column::Constraint,
                Code::ConstraintMessageMissing,
                "",
            );
        }
        let test = match &own {
            Some(own) => format!("{} and {}", own.test, done.within(3)),
            None => done.text,
        };
        let message = message.unwrap_or_else(scales::not_possible);
        self.with(draft, |question| {
            question.constraint = Some(Constraint { test, message })
        });
    }

    fn test(
        &mut self,
        draft: usize,
        column: &Column,
        cell: &str,
        names: &Names<'_>,
    ) -> Option<Translated> {
        self.taken(draft, column, xpath::condition(cell, names))
    }

    fn taken(
        &mut self,
        draft: usize,
        column: &Column,
        done: Result<Translated, Fault>,
    ) -> Option<Translated> {
        match done {
            Ok(done) => {
                for loss in &done.losses {
                    self.say(draft, column, *loss, "");
                }
                Some(done)
            }
            Err(fault) => {
                self.say(draft, column, fault.code, &fault.detail);
                None
            }
        }
    }

    fn with(&mut self, draft: usize, change: impl FnOnce(&mut Question)) {
        if let Some(question) = self.question(draft) {
            change(question);
        }
    }

    /// *Specify other* is asked when the option of the question before it is taken.
    fn specify(&mut self, draft: usize) {
        let of = draft - 1;
        let key = self.drafts[of].key.clone();
        if self.question(of).is_none() {
            self.drafts[draft].refused = true;
            return;
        }
        self.drafts[draft].relevant = Some(Translated {
            text: format!("selected({key}, 'other')"),
            kind: Type::Bool,
            binds: 9,
            losses: Vec::new(),
        });
    }
}

/// What the names of the form stand for.
struct Known {
    /// The drafts of each name with their rounds; there are several where groups repeat a name.
    drafts: HashMap<String, Vec<(usize, Option<usize>)>>,
    keys: Vec<String>,
    kinds: HashMap<usize, Type>,
    acknowledged: Vec<bool>,
}

impl Known {
    fn of(builder: &Builder<'_>) -> Known {
        let mut known = Known {
            drafts: HashMap::new(),
            keys: Vec::new(),
            kinds: HashMap::new(),
            acknowledged: Vec::new(),
        };
        for (index, draft) in builder.drafts.iter().enumerate() {
            let named = known.drafts.entry(draft.name.clone()).or_default();
            named.push((index, draft.round));
            known.keys.push(draft.key.clone());
            known
                .acknowledged
                .push(draft.row.becomes == Becomes::Consent);
            let question = draft.question.as_ref().filter(|_| !draft.refused);
            if let Some(kind) = question.and_then(|question| answer_type(&question.kind)) {
                known.kinds.insert(index, kind);
            }
        }
        known
    }

    fn names<'a>(
        &'a self,
        round: Option<usize>,
        it: Option<Named>,
        columns: Option<&'a [String]>,
    ) -> Names<'a> {
        Names {
            known: self,
            round,
            it,
            columns,
        }
    }
}

impl Lookup for Known {
    fn named(&self, name: &str, round: Option<usize>) -> Result<Named, Fault> {
        let all = self.drafts.get(name).map_or(&[][..], Vec::as_slice);
        // What is asked in the same round comes first.
        let near = all.iter().filter(|(_, of)| round.is_some() && *of == round);
        let near: Vec<usize> = near.map(|(index, _)| *index).collect();
        let found = match (near.as_slice(), all) {
            ([index], _) | ([], [(index, _)]) => *index,
            ([], []) => return Err(Fault::new(Code::NameUnknown, name)),
            _ => return Err(Fault::new(Code::NameAmbiguous, name)),
        };
        Ok(Named {
            key: self.keys[found].clone(),
            kind: self.kinds.get(&found).cloned(),
            acknowledged: self.acknowledged[found],
        })
    }
}
