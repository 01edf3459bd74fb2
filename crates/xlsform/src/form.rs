//! A form as its sheets write it: rows with known columns, groups still as *begin* and *end*, expressions still XPath.
//! This is what is compared with pyxform's model.

use crate::{
    columns::{Column, Head, head},
    finding::{Code, Finding},
    sheet::Sheet,
};
use std::collections::HashMap;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    pub text: String,
    pub column: u32,
}

/// A row that is not blank, with the cells that are filled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub sheet: String,
    pub row: u32,
    pub cells: Vec<(Head, Cell)>,
}

impl Line {
    pub fn get(&self, column: &Column) -> Option<&Cell> {
        self.all(column).next().map(|(_, cell)| cell)
    }

    pub fn text(&self, column: &Column) -> Option<&str> {
        self.get(column).map(|cell| cell.text.as_str())
    }

    /// One for each language.
    pub fn all<'a, 'c>(
        &'a self,
        column: &'c Column,
    ) -> impl Iterator<Item = (Option<&'a str>, &'a Cell)> + use<'a, 'c> {
        let cells = self.cells.iter();
        cells.filter_map(move |(head, cell)| {
            (head.column == *column).then_some((head.language.as_deref(), cell))
        })
    }

    /// Says something of this row: of a column when the row has it filled, else of its first cell.
    pub(crate) fn finding(&self, column: &Column, code: Code, detail: &str) -> Finding {
        let cell = self
            .get(column)
            .or(self.cells.first().map(|(_, cell)| cell));
        Finding {
            sheet: self.sheet.clone(),
            row: self.row,
            column: cell.map_or(1, |cell| cell.column),
            code,
            detail: detail.to_owned(),
        }
    }
}

/// A row of the survey sheet by what its type says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// `group`, `repeat` or `loop`
    Begin(String, Line),
    End(String, Line),
    Row(Line),
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Form {
    pub items: Vec<Item>,
    /// By name, in the order of the sheet.
    pub lists: HashMap<String, Vec<Line>>,
    pub external: HashMap<String, Vec<Line>>,
    pub settings: Option<Line>,
    pub findings: Vec<Finding>,
}

impl Form {
    /// A column of the settings sheet.
    pub fn setting(&self, names: &[&str]) -> Option<&Cell> {
        let cells = &self.settings.as_ref()?.cells;
        cells.iter().find_map(|(head, cell)| {
            let Column::Other(name) = &head.column else {
                return None;
            };
            let name = name.to_lowercase().replace(' ', "_");
            names.contains(&name.as_str()).then_some(cell)
        })
    }
}

/// Reads the sheets of a form.
pub fn read(sheets: &[Sheet]) -> Form {
    let mut form = Form::default();
    let over = sheets.iter().filter_map(Sheet::over_bounds);
    form.findings.extend(over);
    if !form.findings.is_empty() {
        return form;
    }
    let mut survey = None;
    for sheet in sheets {
        match sheet.name.trim().to_lowercase().as_str() {
            "survey" => survey = Some(lines(sheet, &mut form.findings)),
            "choices" => form.lists = lists(lines(sheet, &mut form.findings)),
            "external_choices" => form.external = lists(lines(sheet, &mut form.findings)),
            "settings" => form.settings = lines(sheet, &mut Vec::new()).into_iter().next(),
            _ => form.findings.push(of_sheet(sheet, Code::SheetIgnored)),
        }
    }
    let Some(survey) = survey else {
        let at = Sheet::new("survey", Vec::new());
        form.findings.push(of_sheet(&at, Code::NoSurvey));
        return form;
    };
    form.items = survey.into_iter().map(item).collect();
    form
}

fn of_sheet(sheet: &Sheet, code: Code) -> Finding {
    Finding {
        sheet: sheet.name.clone(),
        row: sheet.first_row,
        column: sheet.first_column,
        code,
        detail: sheet.name.clone(),
    }
}

fn lines(sheet: &Sheet, findings: &mut Vec<Finding>) -> Vec<Line> {
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let Some(top) = sheet.rows.iter().position(filled) else {
        return Vec::new();
    };
    let two_colons = sheet.rows[top].iter().any(|header| header.contains("::"));
    let mut heads: Vec<Option<Head>> = Vec::new();
    for (index, header) in sheet.rows[top].iter().enumerate() {
        let found = (!header.trim().is_empty()).then(|| head(header, two_colons));
        if found.is_some() && heads.contains(&found) {
            findings.push(Finding {
                sheet: sheet.name.clone(),
                row: sheet.row(top),
                column: sheet.column(index),
                code: Code::ColumnTwice,
                detail: header.trim().to_owned(),
            });
        }
        heads.push(found);
    }
    let line = |(index, row): (usize, &Vec<String>)| {
        let filled = row.iter().enumerate().zip(&heads);
        let cells: Vec<_> = filled
            .filter_map(|((place, text), head)| {
                let text = text.trim();
                let cell = Cell {
                    text: text.to_owned(),
                    column: sheet.column(place),
                };
                (!text.is_empty()).then_some((head.clone()?, cell))
            })
            .collect();
        let line = Line {
            sheet: sheet.name.trim().to_lowercase(),
            row: sheet.row(index),
            cells,
        };
        (!line.cells.is_empty()).then_some(line)
    };
    let below = sheet.rows.iter().enumerate().skip(top + 1);
    let lines = below.filter_map(line).collect();
    if sheet.name.trim().eq_ignore_ascii_case("survey") {
        unknown(sheet, top, &heads, findings);
    }
    lines
}

/// Says which columns of the survey are passed over, and whether there is one for the type.
fn unknown(sheet: &Sheet, top: usize, heads: &[Option<Head>], findings: &mut Vec<Finding>) {
    let mut say = |index, code, detail: &str| {
        findings.push(Finding {
            sheet: sheet.name.clone(),
            row: sheet.row(top),
            column: sheet.column(index),
            code,
            detail: detail.to_owned(),
        });
    };
    let is_type = |head: &Option<Head>| matches!(head, Some(head) if head.column == Column::Type);
    if !heads.iter().any(is_type) {
        say(0, Code::NoTypeColumn, "type");
    }
    for (index, head) in heads.iter().enumerate() {
        if let Some(Head {
            column: Column::Other(name),
            ..
        }) = head
        {
            say(index, Code::ColumnIgnored, name);
        }
    }
}

fn lists(lines: Vec<Line>) -> HashMap<String, Vec<Line>> {
    let mut lists: HashMap<String, Vec<Line>> = HashMap::new();
    for line in lines {
        if let Some(name) = line.text(&Column::ListName) {
            lists.entry(name.to_owned()).or_default().push(line);
        }
    }
    lists
}

fn item(line: Line) -> Item {
    let kind = line.text(&Column::Type).unwrap_or_default().to_lowercase();
    let words: Vec<&str> = kind
        .split([' ', '_'])
        .filter(|word| !word.is_empty())
        .collect();
    let control = match words.get(1) {
        Some(&"group") => "group",
        Some(&("repeat" | "lgroup" | "looped")) => "repeat",
        Some(&"loop") => "loop",
        _ => return Item::Row(line),
    };
    match words[0] {
        "begin" => Item::Begin(control.to_owned(), line),
        "end" => Item::End(control.to_owned(), line),
        _ => Item::Row(line),
    }
}
