//! Strips that count once, on A4: made by the server, shown once, printed and cut.

use crate::{
    components::{
        ErrorSummary, Icon, Notice, PageHead, Problems, Qr, TextField, Tone, icon, print,
        use_toasts,
    },
    locales::workspace::{errors, t},
    pages::{campaigns::log::handed_out, not_found::NotHere},
    routes::Page,
    state::{place, questionnaires::asked, use_account, use_commands, use_log},
};
use api::{
    outreach::{STRIPS_MAX, Strip},
    rpc,
};
use domain::{Refusal, ids::CampaignId, solicitation::Means};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn StripsPage(id: CampaignId) -> impl IntoView {
    let all = t();
    let (log, commands) = (use_log(), use_commands());
    let found = Memo::new(move |_| {
        let campaign = log.campaign(id)?.value;
        let minutes = asked(log, &campaign.questionnaire).map(|asked| asked.minutes);
        Some((log.session(campaign.session)?.value.title, minutes))
    });
    let strips = RwSignal::new(Vec::<Strip>::new());
    let local_only = !place::is_public();
    move || {
        let Some((title, minutes)) = found.get() else {
            return view! { <NotHere /> }.into_any();
        };
        let shown = title.clone();
        view! {
            <div class="no-print stack">
                <PageHead title=all.titles.strips lead=title>
                    <a class="button" href=Page::Campaign(id).path()>{all.campaigns.back}</a>
                    <Show when=move || strips.with(|all| !all.is_empty())>
                        <button type="button" class="button primary" on:click=move |_| {
                            let made = strips.with_untracked(Vec::len);
                            handed_out((log, commands), id, (Means::Strips, Some(made)));
                            print();
                        }>
                            {icon(Icon::Print)} {all.campaigns.print}
                        </button>
                    </Show>
                </PageHead>
                {local_only.then(|| view! { <Notice tone=Tone::Attention text=all.campaigns.not_public /> })}
                <p>{all.people.strips_lead}</p>
                <Make id strips />
            </div>
            <div class="strips">
                {move || strips.get().into_iter().map(|strip| one(strip, &shown, minutes)).collect_view()}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Make(id: CampaignId, strips: RwSignal<Vec<Strip>>) -> impl IntoView {
    let words = &t().people;
    let (problems, toasts) = (Problems::provide(), use_toasts());
    let count = RwSignal::new("20".to_owned());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wanted = count.with_untracked(|count| count.trim().parse::<u32>().ok());
        let Some(wanted) = wanted.filter(|wanted| (1..=STRIPS_MAX).contains(wanted)) else {
            return problems.one("strips-count", errors::refusal(Refusal::OutOfRange));
        };
        problems.clear();
        spawn_local(async move {
            match rpc::strips(id, wanted).await {
                Ok(made) => strips.set(made),
                Err(error) => toasts.say(errors::api_error(&error)),
            }
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            <TextField
                id="strips-count"
                label=words.count
                hint=words.count_hint
                inputmode="numeric"
                value=count
            />
            <div class="form-actions"><button class="button primary">{words.make_strips}</button></div>
        </form>
    }
}

fn one(strip: Strip, title: &str, minutes: Option<u32>) -> impl IntoView + use<> {
    let words = &t().people;
    let organisation = use_account().me_now().organisation.name;
    let address = format!("{}/r/#c={}", place::public_base(), strip.link);
    view! {
        <article class="strip">
            <Qr text=address.clone() label=words.strip_qr.to_owned() />
            <div>
                <p><strong>{organisation}</strong></p>
                <p>{title.to_owned()}</p>
                <p>{minutes.map(words.strip_text)}</p>
                <p class="address">{address}</p>
                <p class="muted">{(words.strip_number)(strip.number)}</p>
            </div>
        </article>
    }
}
