//! Taking the last import back: part by part, with how far it is and a way to stop. What is left waits for whoever comes
//! back, also after a reload.

use crate::{
    components::{Confirm, Ring, use_toasts},
    locales::workspace::{errors, t},
};
use api::{outreach::Contacts, rpc};
use domain::ids::SessionId;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

/// An import being taken back.
#[derive(Clone, Copy)]
struct Way {
    session: SessionId,
    import: Option<Uuid>,
    of: u32,
    /// How many went; none while nothing is under way.
    done: RwSignal<Option<u32>>,
    stopped: RwSignal<bool>,
}

impl Way {
    /// How many went: all of them, or those before somebody stopped it or left the page.
    ///
    /// # Errors
    /// The server's; what went until then is gone.
    async fn go(self) -> Result<u32, api::ApiError> {
        let mut done = 0;
        self.stopped.set(false);
        self.done.set(Some(done));
        while done < self.of && self.stopped.try_get_untracked() == Some(false) {
            let part = rpc::undo_contacts(self.session, self.import).await?;
            if part == 0 {
                break;
            }
            done += part;
            _ = self.done.try_set(Some(done));
        }
        Ok(done)
    }
}

/// Nothing when there is no import to be taken back.
#[component]
pub fn Undo(id: SessionId, known: Contacts, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let way = Way {
        session: id,
        import: known.import,
        of: known.undo,
        done: RwSignal::new(None),
        stopped: RwSignal::new(false),
    };
    let undo = Callback::new(move |()| {
        spawn_local(async move {
            let said = match way.go().await {
                Ok(gone) if gone < way.of => (words.undone_some)(gone, way.of - gone),
                Ok(gone) => (words.undone)(gone),
                Err(error) => errors::api_error(&error),
            };
            // Whoever left the page reads it elsewhere, and has no list to draw again.
            toasts.say(said);
            if way.done.try_set(None).is_none() {
                changed.run(());
            }
        });
    });
    let idle = move || way.done.with(Option::is_none);
    (way.of > 0).then(|| {
        view! {
            <Show when=idle fallback=move || view! { <UnderWay way /> }>
                <div class="form-actions">
                    <button type="button" class="button" on:click=move |_| open.set(true)>
                        {(words.undo)(way.of)}
                    </button>
                </div>
            </Show>
            <Confirm title=words.undo_title open verb=words.undo_do on_yes=undo>
                <p>{(words.undo_text)(way.of)}</p>
            </Confirm>
        }
    })
}

#[component]
fn UnderWay(way: Way) -> impl IntoView {
    let all = t();
    let words = &all.people;
    let done = move || way.done.get().unwrap_or_default();
    view! {
        <div class="skeleton">
            <Ring busy=true />
            <p role="status">{move || (words.undo_progress)(done(), way.of)}</p>
            <progress aria-label=words.undo_title max=way.of value=done></progress>
            <button
                type="button"
                class="button"
                disabled=way.stopped
                on:click=move |_| way.stopped.set(true)
            >
                {words.undo_stop}
            </button>
        </div>
    }
}
