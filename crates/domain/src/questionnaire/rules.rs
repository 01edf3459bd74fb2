//! What the conditions of a questionnaire make of one answer sheet: what is asked, offered, missing, and worked out.
//!
//! A question whose filter leaves no option is not asked, for nobody could answer it. A question that is not asked has no
//! value, and so has an answer whose option is not offered any more: what hangs on them follows. Everything is worked out
//! anew at each answer, each question once, those it hangs on before it.

use super::{Choice, Question, QuestionKind, Questionnaire};
use crate::{
    Day,
    answer::{Answer, Answers},
    expression::{Expr, Scope, Value, parse, value},
};

/// The conditions of one questionnaire, read once.
#[derive(Clone, Debug)]
pub struct Rules {
    each: Vec<Rule>,
    /// Questions behind those that they hang on; last those that hang on themselves.
    order: Vec<usize>,
    /// How many of the order hang on themselves; none in a published questionnaire.
    stuck: usize,
}

#[derive(Clone, Debug)]
struct Rule {
    key: String,
    /// Of its section.
    within: Option<Expr>,
    relevant: Option<Expr>,
    required: Option<Expr>,
    constraint: Option<Expr>,
    filter: Option<Expr>,
    value: Option<Expr>,
}

impl Rule {
    fn of(question: &Question, questionnaire: &Questionnaire) -> Rule {
        let section = question.section.as_deref();
        let section = section.and_then(|key| questionnaire.section(key));
        let value = match &question.kind {
            QuestionKind::Calculated { value } => read(Some(value)),
            _ => None,
        };
        Rule {
            key: question.key.clone(),
            within: section.and_then(|section| read(section.relevant.as_ref())),
            relevant: read(question.relevant.as_ref()),
            required: read(question.required.as_ref()),
            constraint: question
                .constraint
                .as_ref()
                .and_then(|constraint| read(Some(&constraint.test))),
            filter: read(question.filter.as_ref()),
            value,
        }
    }

    /// What its value hangs on.
    fn needs(&self) -> impl Iterator<Item = &str> {
        let all = [&self.within, &self.relevant, &self.filter, &self.value];
        all.into_iter().flatten().flat_map(Expr::keys)
    }
}

/// What cannot be read is left out: the question is asked all the same. Nothing of that kind is ever published.
fn read(text: Option<&String>) -> Option<Expr> {
    parse(text?).ok()
}

impl Rules {
    pub fn of(questionnaire: &Questionnaire) -> Rules {
        let questions = questionnaire.questions.iter();
        let each: Vec<Rule> = questions
            .map(|question| Rule::of(question, questionnaire))
            .collect();
        let (order, stuck) = in_order(&each);
        Rules { each, order, stuck }
    }

    /// Whether what is asked may be otherwise on another day.
    pub(super) fn read_the_day(&self) -> bool {
        let mut each = self.each.iter();
        each.any(|rule| {
            let tests = [&rule.within, &rule.relevant, &rule.filter, &rule.value];
            tests.into_iter().flatten().any(Expr::reads_the_day)
        })
    }

    /// The places of questions that hang on themselves, in their order.
    pub(super) fn circle(&self) -> &[usize] {
        &self.order[self.order.len() - self.stuck..]
    }

    /// The places of the questions, each behind those it hangs on.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// What `answers` mean on the day `today`.
    pub fn sheet<'a>(
        &'a self,
        questionnaire: &'a Questionnaire,
        answers: &Answers,
        today: Day,
    ) -> Sheet<'a> {
        let mut sheet = Sheet {
            rules: self,
            questionnaire,
            asked: vec![false; self.each.len()],
            values: vec![Value::Missing; self.each.len()],
            today,
        };
        for index in &self.order {
            sheet.settle(*index, answers);
        }
        sheet
    }
}

/// Questions behind those that they hang on, else in the questionnaire's own order; and how many, at the end, hang on
/// themselves.
fn in_order(each: &[Rule]) -> (Vec<usize>, usize) {
    let place = |key: &str| each.iter().position(|rule| rule.key == key);
    let needs: Vec<Vec<usize>> = each
        .iter()
        .map(|rule| rule.needs().filter_map(place).collect())
        .collect();
    let mut done = vec![false; each.len()];
    let mut order = Vec::with_capacity(each.len());
    loop {
        let before = order.len();
        for index in 0..each.len() {
            if !done[index] && needs[index].iter().all(|need| done[*need]) {
                done[index] = true;
                order.push(index);
            }
        }
        if order.len() == before {
            order.extend((0..each.len()).filter(|index| !done[*index]));
            return (order, each.len() - before);
        }
    }
}

/// One answer sheet as the rules see it. Questions are named by their place in the questionnaire.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    rules: &'a Rules,
    questionnaire: &'a Questionnaire,
    asked: Vec<bool>,
    values: Vec<Value>,
    today: Day,
}

/// Why a person cannot go on from a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// It must be answered.
    Missing,
    /// The answer does not meet the question's constraint.
    Unmet,
}

impl<'a> Sheet<'a> {
    fn settle(&mut self, index: usize, answers: &Answers) {
        let question = &self.questionnaire.questions[index];
        let rule = &self.rules.each[index];
        let holds = |test: &Option<Expr>| test.as_ref().is_none_or(|test| self.test(test));
        self.asked[index] = holds(&rule.within) && holds(&rule.relevant) && self.leaves_some(index);
        if !self.asked[index] {
            return;
        }
        self.values[index] = match &rule.value {
            Some(worked_out) => self.value(worked_out, &Value::Missing, &|_| None),
            None => {
                let given = answers.get(&question.key).map_or(Value::Missing, as_value);
                self.offered_only(index, given)
            }
        };
    }

    /// Whether the question is put to the person: notes are, what is worked out is not.
    pub fn is_shown(&self, index: usize) -> bool {
        self.asked[index] && self.questionnaire.questions[index].kind.is_shown()
    }

    /// The places of the questions that are put to the person, in their order.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        (0..self.asked.len()).filter(|index| self.is_shown(*index))
    }

    pub fn is_required(&self, index: usize) -> bool {
        let question = &self.questionnaire.questions[index];
        let required = self.rules.each[index].required.as_ref();
        question.kind.is_asked() && required.is_some_and(|test| self.test(test))
    }

    /// Whether the filter leaves something to choose; without a choice there is nothing to leave.
    fn leaves_some(&self, index: usize) -> bool {
        let options = self.questionnaire.questions[index].kind.options();
        options.is_empty() || options.iter().any(|option| self.offers(index, option))
    }

    /// Whether the option is offered now.
    pub fn offers(&self, index: usize, option: &Choice) -> bool {
        let filter = self.rules.each[index].filter.as_ref();
        let column = |name: &str| {
            let mut columns = option.columns.iter();
            columns.find_map(|(known, value)| (known == name).then(|| value.clone()))
        };
        filter.is_none_or(|test| self.value(test, &Value::Missing, &column).is_true())
    }

    /// Whether the person cannot go on from here, with this answer.
    pub fn lack(&self, index: usize, answer: Option<&Answer>) -> Option<Lack> {
        let it = answer.map_or(Value::Missing, as_value);
        let it = self.offered_only(index, it);
        if it == Value::Missing {
            // "Not concerned" is an answer, though one without a value.
            let said = answer == Some(&Answer::NotConcerned);
            return (!said && self.is_required(index)).then_some(Lack::Missing);
        }
        let test = self.rules.each[index].constraint.as_ref()?;
        let met = self.value(test, &it, &|_| None).is_true();
        (!met).then_some(Lack::Unmet)
    }

    /// The first question from which the person cannot go on.
    pub fn first_lack(&self, answers: &Answers) -> Option<(usize, Lack)> {
        self.shown().find_map(|index| {
            let answer = answers.get(&self.questionnaire.questions[index].key);
            Some((index, self.lack(index, answer)?))
        })
    }

    /// What is sent: nothing that is not asked, and with what is worked out.
    pub fn finished(&self, answers: &Answers) -> Answers {
        let mut finished = Answers::new();
        for (index, question) in self.questionnaire.questions.iter().enumerate() {
            let answer = match &question.kind {
                QuestionKind::Calculated { .. } => as_answer(&self.values[index]),
                _ if self.asked[index] => self.kept(index, answers.get(&question.key)),
                _ => None,
            };
            if let Some(answer) = answer {
                finished.insert(question.key.clone(), answer);
            }
        }
        finished
    }

    /// Without what is not offered any more.
    fn kept(&self, index: usize, answer: Option<&Answer>) -> Option<Answer> {
        match (answer?, &self.values[index]) {
            (Answer::Choice(_), Value::Missing) => None,
            (Answer::Choices(_), Value::Many(many)) => Some(Answer::Choices(many.clone())),
            (Answer::Choices(_), _) => None,
            (answer, _) => Some(answer.clone()),
        }
    }

    fn offered_only(&self, index: usize, given: Value) -> Value {
        if self.rules.each[index].filter.is_none() {
            return given;
        }
        let options = self.questionnaire.questions[index].kind.options();
        let offered = |key: &String| {
            let option = options.iter().find(|option| option.key == *key);
            option.is_some_and(|option| self.offers(index, option))
        };
        match given {
            Value::Text(key) if !offered(&key) => Value::Missing,
            Value::Many(keys) => many(keys.into_iter().filter(offered).collect()),
            other => other,
        }
    }

    fn test(&self, test: &Expr) -> bool {
        self.value(test, &Value::Missing, &|_| None).is_true()
    }

    fn value(&self, expr: &Expr, it: &Value, option: &dyn Fn(&str) -> Option<String>) -> Value {
        let scope = Scope {
            answer: &|key| {
                let place = self.rules.each.iter().position(|rule| rule.key == key);
                place.map_or(Value::Missing, |index| self.values[index].clone())
            },
            it: it.clone(),
            option,
            today: self.today,
        };
        value(expr, &scope)
    }
}

fn as_value(answer: &Answer) -> Value {
    match answer {
        Answer::Score(score) => Value::Number((*score).into()),
        Answer::Number(number) => Value::Number(*number),
        Answer::Choice(key) => Value::Text(key.clone()),
        Answer::Choices(keys) => many(keys.clone()),
        Answer::Text(text) if text.trim().is_empty() => Value::Missing,
        Answer::Text(text) => Value::Text(text.clone()),
        Answer::Day(day) => Value::Day(*day),
        // That it is there is all that can be asked of it.
        Answer::Signature(_) | Answer::Photo(_) => Value::Bool(true),
        Answer::NotConcerned => Value::Missing,
    }
}

/// Nothing ticked is no answer.
fn many(keys: Vec<String>) -> Value {
    if keys.is_empty() {
        Value::Missing
    } else {
        Value::Many(keys)
    }
}

fn as_answer(value: &Value) -> Option<Answer> {
    Some(match value {
        Value::Missing => return None,
        Value::Bool(yes) => Answer::Choice(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Answer::Number(*number),
        Value::Text(text) => Answer::Text(text.clone()),
        Value::Many(keys) => Answer::Text(keys.join(" ")),
        Value::Day(day) => Answer::Day(*day),
    })
}
