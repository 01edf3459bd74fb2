//! What the importer has to say of a form, with its place.

use std::collections::HashSet;

/// Whether a part of the form comes in all the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// It comes in, with less than the form says.
    Degraded,
    /// The question does not come in; of a whole sheet or form, nothing does.
    Refused,
}

/// One finding. Row and column are counted from 1 in the sheet, or in the file where all sheets are in one table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Finding {
    pub sheet: String,
    pub row: u32,
    pub column: u32,
    pub code: Code,
    /// The word, function, column or key it is about.
    pub detail: String,
}

/// Each once, in the order they were made: rounds of a repeat and questions with one list say the same of its rows.
#[derive(Default)]
pub(crate) struct Findings {
    all: Vec<Finding>,
    said: HashSet<Finding>,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.said.insert(finding.clone()) {
            self.all.push(finding);
        }
    }

    pub(crate) fn all(&self) -> &[Finding] {
        &self.all
    }

    pub(crate) fn into_all(self) -> Vec<Finding> {
        self.all
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, more: T) {
        more.into_iter().for_each(|finding| self.push(finding));
    }
}

macro_rules! codes {
    ($($level:ident { $($(#[$doc:meta])* $code:ident = $name:literal),* $(,)? })*) => {
        /// Stable: sentences for it are in the workspace's catalogue.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Code { $($($(#[$doc])* $code),*),* }

        impl Code {
            pub const ALL: &[Code] = &[$($(Code::$code),*),*];

            pub fn name(self) -> &'static str {
                match self { $($(Code::$code => $name),*),* }
            }

            pub fn level(self) -> Level {
                match self { $($(Code::$code => Level::$level),*),* }
            }
        }
    };
}

codes! {
    Degraded {
        /// The type is carried by a plainer one.
        TypeDegraded = "type_degraded",
        /// Nothing is asked of a person: left out.
        TypeLeftOut = "type_left_out",
        AppearanceIgnored = "appearance_ignored",
        ColumnIgnored = "column_ignored",
        ParameterIgnored = "parameter_ignored",
        DefaultIgnored = "default_ignored",
        RequiredMessageIgnored = "required_message_ignored",
        /// No longer shown to the person, or no longer kept from being changed.
        ReadOnlyDegraded = "read_only_degraded",
        /// Said with a sentence of ours.
        ConstraintMessageMissing = "constraint_message_missing",
        /// `${name}` inside a wording.
        WordingReadsAnswer = "wording_reads_answer",
        GuidanceJoined = "guidance_joined",
        MediaIgnored = "media_ignored",
        KeyChanged = "key_changed",
        /// Of the whole days between them, birthdays are counted.
        YearsByBirthday = "years_by_birthday",
        NowIsToday = "now_is_today",
        /// The name stands in for the wording.
        LabelMissing = "label_missing",
        OptionNotWorded = "option_not_worded",
        LanguageIgnored = "language_ignored",
        /// Asked five times at most.
        RepeatBounded = "repeat_bounded",
        /// Groups within groups are put behind one another.
        GroupFlattened = "group_flattened",
        GroupTitleIgnored = "group_title_ignored",
        TableMixed = "table_mixed",
        /// It only heads the columns of a table.
        TableHeadLeftOut = "table_head_left_out",
        SettingIgnored = "setting_ignored",
        SheetIgnored = "sheet_ignored",
        VersionIgnored = "version_ignored",
        /// Without type, name and label.
        CommentRow = "comment_row",
        RowDisabled = "row_disabled",
    }
    Refused {
        TooManyRows = "too_many_rows",
        TooManyColumns = "too_many_columns",
        CellTooLong = "cell_too_long",
        TooManyQuestions = "too_many_questions",
        TooManyPhotos = "too_many_photos",
        TooManyOptions = "too_many_options",
        NoSurvey = "no_survey",
        NoTypeColumn = "no_type_column",
        NothingAsked = "nothing_asked",
        ColumnTwice = "column_twice",
        TypeUnknown = "type_unknown",
        TypeRefused = "type_refused",
        AppearanceRefused = "appearance_refused",
        TypeMissing = "type_missing",
        NameMissing = "name_missing",
        NameTwice = "name_twice",
        WordingTooLong = "wording_too_long",
        ListMissing = "list_missing",
        ListUnknown = "list_unknown",
        OptionTwice = "option_twice",
        OptionNotNamed = "option_not_named",
        RangeNotUnderstood = "range_not_understood",
        /// More than thirty rounds, or a repeat within a repeat.
        InRepeat = "in_repeat",
        /// Of a repeat nothing is left to ask.
        RepeatNotAsked = "repeat_not_asked",
        GroupTooDeep = "group_too_deep",
        GroupNotClosed = "group_not_closed",
        GroupNotOpened = "group_not_opened",
        CalculationMissing = "calculation_missing",
        /// A sign or word that does not belong there.
        ExpressionUnreadable = "expression_unreadable",
        FunctionUnknown = "function_unknown",
        PathUnknown = "path_unknown",
        /// No question has the name, or it did not come in.
        NameUnknown = "name_unknown",
        NameAmbiguous = "name_ambiguous",
        ColumnUnknown = "column_unknown",
        OptionUnknown = "option_unknown",
        /// A text where a number is needed, and the like.
        TypesDiffer = "types_differ",
        ExpressionTooLong = "expression_too_long",
        Circle = "circle",
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::HashSet;

    #[test]
    fn codes_are_of_their_own() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
