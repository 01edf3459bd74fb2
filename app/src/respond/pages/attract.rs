//! Nobody is in front of the tablet: it asks people to come, in both languages. A touch anywhere brings the first screen,
//! one on a button in its language.

use super::tag;
use crate::{
    components::Ring,
    locales::respond::texts,
    respond::{
        Respond,
        parts::{body, heading, title},
    },
};
use domain::Lang;
use leptos::{ev::MouseEvent, prelude::*};

pub(super) fn page(app: Respond) -> AnyView {
    let session = app.asked().map(|asked| asked.session.detail.title.clone());
    let start = |lang: Lang| {
        let words = texts(lang).first.attract_start;
        let come = move |ev: MouseEvent| {
            ev.stop_propagation();
            app.next_person();
            app.lang.set(lang);
        };
        view! {
            <button type="button" class="button primary" lang=tag(lang) on:click=come>
                {words}
            </button>
        }
        .into_any()
    };
    let parts = vec![
        view! { <Ring /> }.into_any(),
        heading(None, app.t().first.attract_title),
        title(session.unwrap_or_default()),
        start(Lang::Fr),
        start(Lang::En),
    ];
    view! {
        <div class="stage attract" on:click=move |_| app.next_person()>
            {body("calm", parts)}
        </div>
    }
    .into_any()
}
