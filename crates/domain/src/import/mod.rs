//! Turning rows of a spreadsheet into records: which column feeds which field, and what is wrong with each bad row.
//! Reading files is the server's work; here rows are already text.

mod answers;
mod cells;
mod columns;
mod contacts;
mod days;
mod hints;
mod known;
mod row;
mod sessions;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use answers::{AnswerMapping, ImportedAnswer, answers_table, guess_answers, map_answers};
pub use contacts::{CONTACT_FIELDS, contacts_table, guess_contacts, map_contacts};
pub use sessions::{
    ImportedSession, SESSION_FIELDS, SessionMapping, guess_sessions, map_sessions, sessions_table,
};
pub use table::{BadCell, Mapped, RowIdentity, Table};
pub(crate) use words::normal;
