//! Closing a survey: it does not open again, so the sentence comes before the button.

use crate::{
    components::{Dialog, use_toasts},
    locales::workspace::{errors, t},
    state::use_commands,
};
use domain::{campaign::CampaignStatus, entity::EntityKind, ids::CampaignId};
use leptos::{prelude::*, task::spawn_local};
use sync::EntityRef;

#[component]
pub fn CloseCampaign(id: CampaignId) -> impl IntoView {
    let all = t();
    let t = &all.campaigns;
    let (commands, toasts) = (use_commands(), use_toasts());
    let open = RwSignal::new(false);
    let close = move |_| {
        open.set(false);
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
    };
    view! {
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| open.set(true)>{t.close}</button>
        </div>
        <Dialog title=t.close_title open=open>
            <p>{t.close_text}</p>
            <div class="form-actions">
                <button type="button" class="button danger" on:click=close>{t.close}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </Dialog>
    }
}
