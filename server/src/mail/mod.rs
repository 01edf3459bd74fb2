//! Mail: what is written (`letter`), how it leaves (`transport`), and what the operator sets (`settings`).

mod letter;
mod settings;
mod transport;

pub use letter::{Ask, Letter, letter};
pub use settings::{Hours, MailSettings};
pub use transport::{MailError, MailUrl, Mailer};
