//! What somebody decided to leave aside: who, when and why; and the way back. Folded: it waits for nobody.

use super::quarantine::{Desk, told};
use crate::{
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::record::words::person,
    state::use_people,
};
use api::{
    ApiError,
    model::{Left, LeftAside},
    rpc,
};
use domain::quarantine::Verdict;
use leptos::prelude::*;
use sync::Op;

/// Everything from the start, as far as it was asked for.
pub async fn load(pages: u32) -> Result<LeftAside, ApiError> {
    let mut all = rpc::left_aside(None).await?;
    for _ in 1..pages {
        let Some(next) = all.next.take() else { break };
        let page = rpc::left_aside(Some(next)).await?;
        all.left.extend(page.left);
        all.next = page.next;
    }
    Ok(all)
}

/// Nothing while there is nothing of it.
#[component]
pub fn LeftAsideList(all: LeftAside, pages: RwSignal<u32>, desk: Desk) -> impl IntoView {
    let words = &t().quarantine;
    let LeftAside { left, next } = all;
    let ops: Vec<Op> = left.iter().filter_map(|one| one.held.op.clone()).collect();
    let count = left.len();
    // Drawn anew with what was asked for besides.
    let again = pages.get_untracked() > 1;
    let cards: Vec<_> = left.into_iter().map(|one| card(one, &ops, desk)).collect();
    let more = next.map(|_| {
        view! {
            <button type="button" class="button" on:click=move |_| pages.update(|pages| *pages += 1)>
                {words.more}
            </button>
        }
    });
    (count > 0).then(|| {
        view! {
            <details open=again>
                <summary>{(words.left)(count)}</summary>
                <div class="stack">{cards} {more}</div>
            </details>
        }
    })
}

fn card(left: Left, ops: &[Op], desk: Desk) -> impl IntoView + use<> {
    let (people, lang, words) = (use_people(), lang(), &t().quarantine);
    let Left { held, decision } = left;
    let (name, what) = told(&held, 1, ops);
    let by = person(decision.by, people, lang);
    let reason = match decision.verdict {
        Verdict::Dismissed(reason) => reason,
        Verdict::Accepted => String::new(),
    };
    let decided = (words.left_by)(&by, &dates::day(decision.on, lang), &reason);
    let hindrance = held
        .hindrance
        .map(|why| (words.not_yet)(&errors::refusal(why)));
    let hindrance = if held.unopened {
        Some((words.not_yet)(words.import_key))
    } else {
        hindrance
    };
    let accept = hindrance.is_none().then(|| {
        let named = format!("{} {name}", words.accept);
        let subject = StoredValue::new(held.subject);
        let accept = move |_| desk.decide(vec![subject.get_value()], Verdict::Accepted);
        view! {
            <div class="actions">
                <button type="button" class="button" aria-label=named disabled=desk.busy on:click=accept>
                    {words.accept}
                </button>
            </div>
        }
    });
    view! {
        <article class="card">
            <h3>{name}</h3>
            <p>{what}</p>
            <p><strong>{decided}</strong></p>
            {hindrance.map(|why| view! { <p class="muted">{why}</p> })}
            {accept}
        </article>
    }
}
