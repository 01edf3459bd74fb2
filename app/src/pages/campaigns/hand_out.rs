//! Ways to answer: a QR code, a link, a poster, a tablet. All are made on this device, so they work offline too.

use super::log::handed_out;
use crate::{
    clock,
    components::{CopyLink, Icon, Notice, Qr, Tone, icon},
    locales::workspace::t,
    routes::Page,
    state::{place, use_account, use_commands, use_log},
};
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

/// Sheets are typed in behind the shared link, on the respondent's page of this server: sealed and sent like any answer,
/// also without a network.
fn typing(campaign: &Campaign) -> AnyView {
    let t = &t().campaigns;
    if campaign.privacy != Privacy::Anonyme {
        return view! { <p>{t.no_typing}</p> }.into_any();
    }
    if campaign.stage(clock::today()) != Stage::Open {
        return ().into_any();
    }
    let slug = use_account().me_now().organisation.slug;
    let address = format!("/r/#p={slug}.{}", campaign.link);
    view! {
        <p>{t.typing_text}</p>
        <a class="button small" href=address rel="external">{t.to_typing}</a>
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
    let copied = Callback::new(move |()| handed_out((log, commands), id, Means::Link));
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
                    {(campaign.privacy == Privacy::Anonyme)
                        .then(|| {
                            view! {
                                <p>{t.paper_text}</p>
                                <a class="button small" href=Page::Paper(id).path()>
                                    {icon(Icon::Print)} {t.to_paper}
                                </a>
                            }
                        })}
                    {typing(&campaign)}
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
