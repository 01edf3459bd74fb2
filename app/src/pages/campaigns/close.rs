//! Closing a survey: it does not open again, so the sentence comes before the button.

use crate::{
    components::{Confirm, use_toasts},
    locales::workspace::{errors, t},
    state::use_commands,
};
use domain::{campaign::CampaignStatus, entity::EntityKind, ids::CampaignId};
use leptos::{prelude::*, task::spawn_local};
use sync::EntityRef;

#[component]
pub fn CloseCampaign(id: CampaignId) -> impl IntoView {
    let t = &t().campaigns;
    let (commands, toasts) = (use_commands(), use_toasts());
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| {
        let at = EntityRef {
            kind: EntityKind::Campaign,
            id: id.0,
        };
        spawn_local(async move {
            match commands.set(at, "status", CampaignStatus::Closed).await {
                Ok(()) => toasts.say(t.close_done),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    });
    view! {
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| open.set(true)>{t.close}</button>
        </div>
        <Confirm title=t.close_title open verb=t.close on_yes=close>
            <p>{t.close_text}</p>
        </Confirm>
    }
}
