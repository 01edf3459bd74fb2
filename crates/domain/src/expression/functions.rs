//! The functions and signs of the language, by name.

/// Signs are functions too: `a + b` is `Add` of two parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    Or,
    And,
    Not,
    Equal,
    Differs,
    Less,
    AtMost,
    More,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    If,
    /// Whether the question was answered.
    Answered,
    /// Whether an option is ticked.
    Selected,
    /// How many options are ticked.
    Count,
    /// The first of its parts that is not missing.
    First,
    /// Of the parts that are not missing.
    Min,
    Max,
    Sum,
    Mean,
    /// To so many places; to a whole number without them.
    Round,
    /// Characters of a text.
    Length,
    Contains,
    /// One text after the other.
    Join,
    Today,
    /// From the first day to the second.
    Days,
    /// Whole years from the first day to the second.
    Years,
}

use Function as F;

/// Parts of functions that take any number of them.
const MANY: usize = 40;

/// What is written with a name and parentheses, with the least and the most number of parts.
pub(super) const NAMED: &[(&str, Function, usize, usize)] = &[
    ("if", F::If, 3, 3),
    ("answered", F::Answered, 1, 1),
    ("selected", F::Selected, 2, 2),
    ("count", F::Count, 1, 1),
    ("first", F::First, 1, MANY),
    ("min", F::Min, 1, MANY),
    ("max", F::Max, 1, MANY),
    ("sum", F::Sum, 1, MANY),
    ("mean", F::Mean, 1, MANY),
    ("round", F::Round, 1, 2),
    ("length", F::Length, 1, 1),
    ("contains", F::Contains, 2, 2),
    ("join", F::Join, 1, MANY),
    ("today", F::Today, 0, 0),
    ("days", F::Days, 2, 2),
    ("years", F::Years, 2, 2),
];

/// Between two parts, with how strongly it binds.
pub(super) const INFIX: &[(&str, Function, u8)] = &[
    ("or", F::Or, 1),
    ("and", F::And, 2),
    ("=", F::Equal, 4),
    ("!=", F::Differs, 4),
    ("<", F::Less, 4),
    ("<=", F::AtMost, 4),
    (">", F::More, 4),
    (">=", F::AtLeast, 4),
    ("+", F::Add, 5),
    ("-", F::Subtract, 5),
    ("*", F::Multiply, 6),
    ("/", F::Divide, 6),
];

/// How strongly `not` binds: `not a = b` is `not (a = b)`, `not a and b` is `(not a) and b`.
pub(super) const NOT: u8 = 3;
pub(super) const NEGATE: u8 = 7;
