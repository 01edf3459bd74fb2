//! The rules of the improvement loop, pure: no IO, no async, no clock, no randomness.
//! Time and identifiers come in as arguments, so the same code runs in the browser and on the server.
//!
//! # Glossary
//! - **service** (*prestation*): what the provider sells; one of four kinds: formation, bilan (de compétences), VAE
//!   (*validation des acquis de l'expérience*, recognition of prior learning), apprentissage (apprenticeship).
//! - **session**: one dated run of a service, with people in a room.
//! - **campaign**: one questionnaire put to one session in one wave (*à chaud*: hot, on the last day).
//! - **wave**: when a campaign asks: positioning, mid-course, hot, cold (*à froid*, months later), yearly, each term.
//! - **draft**: a questionnaire being written; published, it is a version that never changes.
//! - **template**: a questionnaire that ships with the product, to be asked as it is or taken as a start.
//! - **easy words** (*FALC, facile à lire et à comprendre*): a question worded again for people who read with difficulty.
//! - **stakeholder** (*partie prenante*): who is asked; **party**: the company, funder or principal by name.
//! - **solicitation**: one time that people were asked, or reminded; what indicator 30 wants to see.
//! - **feedback**: what was said outside of surveys, in an interview, a meeting, a control.
//! - **coverage**: who was asked of all who must be, and what proves it.
//! - **head-count** (*effectif*): people expected in the session; the response rate is counted against it.
//! - **privacy mode**: anonyme, confidentiel or nominatif; fixed before the first answer.
//! - **case**: one line of the register of complaints (*réclamation*), difficulties (*difficulté*) and unforeseen events
//!   (*aléa*).
//! - **report** (*signalement*): violence, harassment or discrimination; kept apart, for direction and persons named.
//! - **action**: one line of the improvement plan, with an owner, a due date and a criterion.

pub mod action;
pub mod answer;
pub mod attachment;
pub mod bytes;
pub mod calendar;
pub mod campaign;
pub mod case;
pub mod contact;
pub mod coverage;
pub mod custody;
pub mod day;
pub mod draft;
pub mod entity;
pub mod erasure;
pub mod export;
pub mod expression;
pub mod feedback;
pub mod figures;
pub mod ids;
pub mod import;
pub mod line;
pub mod notice;
pub mod outreach;
pub mod photo;
pub mod quarantine;
pub mod questionnaire;
pub mod refusal;
pub mod remark;
pub mod report;
pub mod retention;
pub mod returned;
pub mod role;
pub mod service;
pub mod session;
pub mod signature;
pub mod solicitation;
pub mod team;
pub mod text;

pub use day::Day;
pub use refusal::Refusal;
pub use text::{Lang, Text};
