//! Accueil: the state of the loop on one screen, what needs somebody now, and the main figures. Before the first
//! session: the way.

pub mod alerts;
pub mod figures;
pub mod ring;
pub mod stages;
pub mod start;
pub mod totals;

use crate::{
    clock,
    components::{Icon, PageHead, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    routes::Page,
    state::{use_account, use_log, use_rollups, use_sync_status, use_to_check},
};
use alerts::Alerts;
use domain::role::Permission;
use figures::Figures;
use leptos::prelude::*;
use ring::LoopRing;
use start::Start;
use totals::Totals;

#[component]
pub fn HomePage() -> impl IntoView {
    let t = t();
    let lang = lang();
    let log = use_log();
    let rollups = use_rollups();
    let status = use_sync_status();
    let account = use_account();
    let to_check = use_to_check();
    let empty = Memo::new(move |_| log.sessions().is_empty() && log.actions().is_empty());
    let fresh = move || {
        let at = status.last_contact().map(|at| dates::moment(at, lang));
        at.map(|at| (t.home.fresh)(&at)).unwrap_or_default()
    };
    let totals = Memo::new(move |_| {
        Totals::new(
            &log.campaigns(),
            &rollups.campaigns(),
            &rollups.pools(),
            clock::today(),
        )
    });
    let stages = Memo::new(move |_| {
        totals.with(|totals| stages::stages(totals, &log.actions(), clock::today()))
    });
    let body = move || {
        if empty.get() {
            // What waits for a decision leaves nothing else behind on the screen: it is told before anything else.
            let waits = move || (to_check.count() > 0).then(|| view! { <Alerts /> });
            return view! { {waits} <Start /> }.into_any();
        }
        view! {
            <LoopRing stages=stages />
            <Alerts />
            <Figures totals />
        }
        .into_any()
    };
    view! {
        <PageHead title=t.home.title fresh=Signal::derive(fresh)>
            <Show when=move || account.may(Permission::Plan)>
                <a class="button primary" href=Page::NewSession.path()>{icon(Icon::Plus)} {t.home.prepare}</a>
            </Show>
        </PageHead>
        {body}
    }
}
