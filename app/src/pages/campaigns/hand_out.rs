//! Ways to answer: a QR code, a link, a poster, a tablet. All are made on this device, so they work offline too.

use super::log::handed_out;
use crate::{
    clock,
    components::{CopyLink, Icon, Notice, Qr, Tone, icon},
    locales::workspace::{errors, t},
    routes::Page,
    state::{place, use_account, use_commands, use_log},
};
use api::{ApiError, rpc};
use domain::{
    campaign::{Campaign, Privacy, Stage},
    entity::EntityKind,
    ids::CampaignId,
    solicitation::Means,
};
use leptos::prelude::*;
use sync::EntityRef;

/// The public address of a campaign.
pub(super) fn address(campaign: &Campaign) -> String {
    let slug = use_account().me_now().organisation.slug;
    format!("{}/r/#c={slug}.{}", place::public_base(), campaign.link)
}

/// Sheets are typed in on the respondent's page of this server: sealed and sent like any answer, also without a network once
/// the page was opened. The server makes its address, for the shared link must not lead there.
fn typing(id: CampaignId, campaign: &Campaign) -> AnyView {
    let words = &t().campaigns;
    if campaign.stage(clock::today()) != Stage::Open {
        return ().into_any();
    }
    let log = use_log();
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    };
    let sent = Memo::new(move |_| !log.is_waiting(at));
    // Before it is sent, the server does not know the survey.
    let link = LocalResource::new(move || {
        let sent = sent.get();
        async move {
            if sent {
                rpc::typing_link(id).await
            } else {
                Err(ApiError::Offline)
            }
        }
    });
    let way_in = move || {
        link.get().map(|link| match link {
            Ok(link) => {
                let address = format!("/r/#p={link}");
                view! { <a class="button small" href=address rel="external">{words.to_typing}</a> }
                    .into_any()
            }
            Err(ApiError::Offline) => ().into_any(),
            Err(error) => view! { <Notice text=errors::api_error(&error) /> }.into_any(),
        })
    };
    let unnamed = campaign.privacy != Privacy::Anonyme;
    view! {
        <p>{words.typing_text}</p>
        {unnamed.then(|| view! { <p>{words.typed_unnamed}</p> })}
        <p class="muted">{words.typing_once}</p>
        {way_in}
    }
    .into_any()
}

#[component]
pub fn HandOut(id: CampaignId, campaign: Campaign) -> impl IntoView {
    let (people, mail) = (&t().people, &t().mail);
    let t = &t().campaigns;
    let log = use_log();
    let url = address(&campaign);
    let at = EntityRef {
        kind: EntityKind::Campaign,
        id: id.0,
    };
    let local_only = !place::is_public();
    let commands = use_commands();
    let copied = Callback::new(move |()| handed_out((log, commands), id, (Means::Link, None)));
    view! {
        <section class="section">
            <h2>{t.hand_out}</h2>
            {local_only.then(|| view! { <Notice tone=Tone::Attention text=t.not_public /> })}
            <Show when=move || log.is_waiting(at)>
                <Notice text=t.not_sent />
            </Show>
            <div class="columns">
                <div class="card qr-card">
                    <Qr text=url.clone() label=t.qr_label.to_owned() />
                    <div>
                        <h3>{t.qr_title}</h3>
                        <p>{t.qr_text}</p>
                        <a class="button small" href=Page::Poster(id).path()>{icon(Icon::Print)} {t.poster}</a>
                    </div>
                </div>
                <div class="card">
                    <CopyLink id="link" label=t.link url=url on_copy=copied />
                </div>
                <div class="card">
                    <h3>{t.tablet}</h3>
                    <p>{t.tablet_text}</p>
                    <a class="button small" href=Page::Tablets.path()>{t.to_tablets}</a>
                </div>
                <div class="card">
                    <h3>{t.paper}</h3>
                    <p>{t.paper_text}</p>
                    <a class="button small" href=Page::Paper(id).path()>
                        {icon(Icon::Print)} {t.to_paper}
                    </a>
                    {typing(id, &campaign)}
                </div>
                <div class="card">
                    <h3>{mail.link}</h3>
                    <p>{mail.link_text}</p>
                    <a class="button small" href=Page::Mail(id).path()>{mail.link}</a>
                </div>
                {(campaign.privacy != Privacy::Nominatif)
                    .then(|| {
                        view! {
                            <div class="card">
                                <h3>{people.strips}</h3>
                                <p>{people.strips_text}</p>
                                <a class="button small" href=Page::Strips(id).path()>
                                    {icon(Icon::Print)} {people.make_strips}
                                </a>
                            </div>
                        }
                    })}
            </div>
        </section>
    }
}
