//! Every sentence of the screens, in French and English, as typed fields: a missing one does not compile. One catalogue
//! per front end, so that the respondent's carries no text of the workspace; one file per room.

pub mod dates;
pub mod numbers;
pub mod respond;
pub mod scales;
pub mod workspace;

/// Declares the sentences of a room: `name: "français", "English";`, then under `with` those that take values:
/// `name: fn(u32) -> String = |n| …, |n| …;`.
#[macro_export]
macro_rules! catalogue {
    (
        $(#[$doc:meta])* $room:ident { $($name:ident: $fr:literal, $en:literal;)* }
        $(with { $($call:ident: $type:ty = $call_fr:expr, $call_en:expr;)* })?
    ) => {
        $(#[$doc])*
        pub struct $room {
            $(pub $name: &'static str,)*
            $($(pub $call: $type,)*)?
        }
        pub const FR: $room = $room { $($name: $fr,)* $($($call: $call_fr,)*)? };
        pub const EN: $room = $room { $($name: $en,)* $($($call: $call_en,)*)? };
    };
}
