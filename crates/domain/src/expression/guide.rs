//! All that can be written in an expression, each once, with an example. The editor's help and docs/expressions.md are
//! made of it; what each one means is in the workspace's catalogue, by the name.

/// One thing that can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Writing {
    /// Of the function, sign or word, and of its sentence in the catalogue.
    pub name: &'static str,
    /// How it is written.
    pub written: &'static str,
    pub example: &'static str,
}

const fn writing(name: &'static str, written: &'static str, example: &'static str) -> Writing {
    Writing {
        name,
        written,
        example,
    }
}

pub const GUIDE: &[Writing] = &[
    writing("key", "overall", "overall <= 2"),
    writing("it", "it", "it >= 1 and it <= 35"),
    writing("option", "option.region", "option.region = region"),
    writing("number", "12, 0.5", "hours > 0.5"),
    writing("text", "'slow'", "pace = 'slow'"),
    writing("day", "day('2026-11-21')", "started >= day('2026-11-21')"),
    writing("true", "true, false", "true"),
    writing("or", "a or b", "overall <= 2 or pace = 'slow'"),
    writing("and", "a and b", "applied = 'no' and overall <= 2"),
    writing("not", "not a", "not pace = 'slow'"),
    writing("=", "a = b, a != b", "pace != 'slow'"),
    writing("<", "a < b, a <= b, a > b, a >= b", "hours >= spent"),
    writing("+", "a + b, a - b, a * b, a / b", "(hours - spent) / 7"),
    writing("if", "if(test, a, b)", "if(overall >= 3, 'yes', 'no')"),
    writing("answered", "answered(question)", "not answered(improve)"),
    writing(
        "selected",
        "selected(question, 'option')",
        "selected(barriers, 'time')",
    ),
    writing("count", "count(question)", "count(barriers) >= 2"),
    writing("first", "first(a, b, …)", "first(spent, hours, 0)"),
    writing("min", "min(a, b, …)", "min(hours, 35)"),
    writing("max", "max(a, b, …)", "max(hours, spent)"),
    writing("sum", "sum(a, b, …)", "sum(hours, spent)"),
    writing("mean", "mean(a, b, …)", "mean(overall, clarity)"),
    writing(
        "round",
        "round(a), round(a, places)",
        "round(mean(overall, clarity), 1)",
    ),
    writing("length", "length(text)", "length(improve) > 100"),
    writing(
        "contains",
        "contains(text, 'part')",
        "contains(improve, 'salle')",
    ),
    writing("join", "join(a, b, …)", "join(improve, ' / ', pace)"),
    writing("today", "today()", "started <= today()"),
    writing("days", "days(from, to)", "days(started, today()) > 90"),
    writing("years", "years(from, to)", "years(started, today()) >= 1"),
];
