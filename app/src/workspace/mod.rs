//! The workspace: opens the account's data, then shows the page of the address inside the frame. Read `gate.rs` for
//! what may be seen, `page.rs` for what is.

pub mod demo;
pub mod gate;
pub mod help;
pub mod nav;
pub mod page;
pub mod parts;
pub mod shell;
pub mod sync_sheet;
pub mod update;

pub use gate::{Gate, Stage, use_gate};
pub use help::whole_path;

use crate::{
    components::{Toasts, Visits},
    state::preferences::Preferences,
};
use gate::Doorway;
use leptos::prelude::*;
use leptos_router::components::Router;
use parts::{Load, Parts};

/// The root component.
#[component]
pub fn Workspace(load: Load) -> impl IntoView {
    Parts::provide(load);
    let preferences = Preferences::provide();
    provide_context(Toasts::new());
    provide_context(Visits(StoredValue::new(0)));
    let gate = Gate::provide();
    gate.open();
    update::watch();
    view! {
        <Router base="/app">
            // Drawn again when the language changes; what was opened stays open.
            {move || {
                preferences.lang();
                view! { <Doorway /> }
            }}
        </Router>
    }
}
