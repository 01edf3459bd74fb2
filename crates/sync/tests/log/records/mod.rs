//! docs/records.md says what the program reads: no field or value more or less, and every example is taken by a server.

mod asked;
mod bounds;
mod examples;
mod fields;
mod kinds;
mod page;

pub(crate) use examples::example;
