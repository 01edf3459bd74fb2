//! The rooms, and under them who is here and where the data is. A bar at the foot on phones.

use super::{page::ROOMS, sync_sheet::SyncLine};
use crate::{
    components::{Icon, Ring, icon},
    locales::workspace::{Texts, t},
    routes::{Page, Room},
    state::{use_account, use_to_check},
};
use leptos::prelude::*;

#[component]
pub fn Nav(#[prop(into)] room: Signal<Option<Room>>) -> impl IntoView {
    let t = t();
    let (account, to_check) = (use_account(), use_to_check());
    let open = RwSignal::new(false);
    // A choice was made: the bar folds again.
    Effect::new(move |_| {
        room.track();
        open.set(false);
    });
    let waits = move || Some(to_check.count()).filter(|count| *count > 0);
    let to_check_link = move || {
        waits().map(|count| {
            view! {
                <a class="to-check" href=Page::Verify.path()>{icon(Icon::Warning)} <span>{(t.shell.to_check)(count)}</span></a>
            }
        })
    };
    // On phones the way is folded: its count stands on what unfolds it.
    let badge = move || {
        waits().map(|count| {
            view! {
                <span class="badge attention" aria-hidden="true">{count}</span>
                <span class="visually-hidden">{(t.shell.to_check)(count)}</span>
            }
        })
    };
    let entry = move |one: Room| {
        let (page, mark) = start_of(one);
        let current = move || (room.get() == Some(one)).then_some("page");
        view! {
            <li>
                <a href=page.path() aria-current=current>{icon(mark)} <span>{name_of(one, t)}</span></a>
            </li>
        }
    };
    view! {
        <nav class="rooms" class:open=open aria-label=t.titles.rooms>
            <a class="brand" href=Page::Home.path() aria-label="Boucle"><Ring /> <span>"Boucle"</span></a>
            <ul>
                {ROOMS.map(entry)}
                <li class="more">
                    <button
                        type="button"
                        aria-expanded=move || if open.get() { "true" } else { "false" }
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        {icon(Icon::More)} <span>{t.shell.more}</span> {badge}
                    </button>
                </li>
            </ul>
            <div class="who">
                <div role="status">{to_check_link}</div>
                <strong>{move || account.me().name}</strong>
                <SyncLine />
            </div>
        </nav>
    }
}

/// The page a room opens on, and its drawing.
fn start_of(room: Room) -> (Page, Icon) {
    match room {
        Room::Home => (Page::Home, Icon::Home),
        Room::Collect => (Page::Sessions, Icon::Inbox),
        Room::Analyse => (Page::Results, Icon::Chart),
        Room::Plan => (Page::Plan, Icon::List),
        Room::Settings => (Page::Settings, Icon::Gear),
    }
}

fn name_of(room: Room, t: &'static Texts) -> &'static str {
    match room {
        Room::Home => t.titles.room_home,
        Room::Collect => t.titles.room_collect,
        Room::Analyse => t.titles.room_analyse,
        Room::Plan => t.titles.room_plan,
        Room::Settings => t.titles.room_settings,
    }
}
