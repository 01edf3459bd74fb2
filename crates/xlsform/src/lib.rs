//! XLSForm, the spreadsheet format of ODK, KoboToolbox and others: its rows become a [`domain::questionnaire::Questionnaire`], a questionnaire
//! becomes its rows. What cannot be carried is named with sheet, row and column; nothing is guessed in silence.
//!
//! Pure: whoever calls has read the file. Workbooks are read by the server, since their reader alone is 265 kB of a
//! page; CSV and Markdown forms come as rows with [`sheets_in`].
//!
//! docs/xlsform.md is the table of all types and appearances; a test holds it to [`types`] and [`appearances`].

mod appearances;
mod build;
mod columns;
mod export;
mod finding;
mod form;
mod markdown;
mod scales;
mod sheet;
mod types;
mod xpath;

pub use appearances::{Appearance, appearances};
pub use build::{Defaults, Fate, Imported, Outcome, import};
pub use columns::Column;
pub use export::export;
pub use finding::{Code, Finding, Level};
pub use form::{Cell, Form, Item, Line, read};
pub use markdown::markdown;
pub use sheet::{CELL_BYTES_MAX, COLUMNS_MAX, ROWS_MAX, SHEETS, Sheet, sheets_in};
pub use types::{Becomes, TypeRow, Verdict, types};
