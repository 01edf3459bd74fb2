//! `/app/campaigns/:id/results`: figures, questions, comments and single answers of one survey.

use super::{
    answers::{ExcludedAnswers, SingleAnswers},
    comments::{CommentPlace, Comments, show_named_comment},
    exclude::{ExcludeDialog, Exclusions},
    few::{Known, TooFew},
    figures::{DetailStats, Headcount, ResponseStat},
    fresh::freshness,
    named::ByName,
    photos::Photos,
};
use crate::{
    components::{Empty, Icon, Notice, PageHead, Tone, charts::QuestionCharts, icon},
    locales::{
        dates,
        workspace::{lang, t},
    },
    pages::campaigns::name,
    routes::Page,
    state::{Contact, Log, use_account, use_log, use_rollups, use_sync_status},
};
use domain::{
    Lang,
    campaign::{Campaign, CampaignStatus, Privacy},
    figures::{CampaignResults, Detail},
    ids::CampaignId,
    role::Permission,
    service::Service,
    session::Session,
};
use leptos::prelude::*;

/// A campaign and what it is about.
#[derive(Clone, PartialEq, Debug)]
struct Subject {
    campaign: Campaign,
    session: Option<Session>,
    service: Option<Service>,
}

impl Subject {
    fn read(log: Log, id: CampaignId) -> Option<Subject> {
        let campaign = log.campaign(id)?.value;
        let session = log.session(campaign.session).map(|row| row.value);
        let service = session
            .as_ref()
            .and_then(|session| log.service(session.service));
        Some(Subject {
            campaign,
            session,
            service: service.map(|row| row.value),
        })
    }

    fn title(&self) -> String {
        let session = self.session.as_ref().map(|session| session.title.clone());
        session.unwrap_or_else(|| t().results.unknown_session.to_owned())
    }

    fn about(&self, lang: Lang) -> String {
        let words = &t().results;
        let service = self
            .service
            .as_ref()
            .map_or(words.unknown_service, |one| one.title.as_str());
        let dates = self
            .session
            .as_ref()
            .map(|one| dates::period(one.starts, one.ends, lang));
        let privacy = match self.campaign.privacy {
            Privacy::Anonyme => words.anonyme,
            Privacy::Confidentiel => words.confidentiel,
            Privacy::Nominatif => words.nominatif,
        };
        let survey = name(use_log(), &self.campaign);
        (words.about)(service, &dates.unwrap_or_default(), &survey, privacy)
    }

    fn headcount(&self) -> Headcount {
        let session = self.session.as_ref();
        session.map_or_else(Headcount::default, |session| Headcount {
            expected: session.headcount,
            absent: session.absent,
        })
    }

    fn is_open(&self) -> bool {
        self.campaign.status == CampaignStatus::Open
    }
}

#[component]
pub fn CampaignResultsPage(id: CampaignId) -> impl IntoView {
    let (log, rollups, lang, words) = (use_log(), use_rollups(), lang(), &t().results);
    let subject = Memo::new(move |_| Subject::read(log, id));
    let results = Memo::new(move |_| {
        // Before the server's first figures: nothing received, as far as this device knows.
        rollups.campaign(id)
    });
    let title = Signal::derive(move || {
        let session = subject.with(|subject| subject.as_ref().map(Subject::title));
        session.map_or_else(
            || t().titles.campaign_results.to_owned(),
            |session| (words.title)(&session),
        )
    });
    let lead = Signal::derive(move || {
        subject.with(|subject| {
            subject
                .as_ref()
                .map(|subject| subject.about(lang))
                .unwrap_or_default()
        })
    });
    let known = Memo::new(move |_| subject.with(Option::is_some));
    let account = use_account();
    let by_name = Memo::new(move |_| {
        let nominative = |subject: &Subject| subject.campaign.privacy == Privacy::Nominatif;
        account.may(Permission::Answers)
            && subject.with(|subject| subject.as_ref().is_some_and(nominative))
    });
    let missing = move || {
        view! {
            <PageHead title=t().titles.campaign_results/>
            <Empty title=words.gone_title text=words.gone_text>
                <a class="button" href=Page::Results.path()>{words.to_results}</a>
            </Empty>
        }
    };
    let body = move || {
        let subject = subject.get()?;
        Some(match results.get() {
            Some(results) => view! { <Figures subject results/> }.into_any(),
            None => view! { <Notice text=words.fresh_never/> }.into_any(),
        })
    };
    view! {
        <Show when=move || known.get() fallback=missing>
            <PageHead title lead fresh=freshness()>
                <HeadActions id/>
            </PageHead>
            {body}
            <Show when=move || by_name.get()>
                <ByName id/>
            </Show>
            <Voices id subject results/>
        </Show>
    }
}

/// Export, import and the way to the survey itself.
#[component]
fn HeadActions(id: CampaignId) -> impl IntoView {
    let (account, status, lang, words) = (use_account(), use_sync_status(), lang(), &t().results);
    let offline = Memo::new(move |_| status.contact() == Contact::Offline);
    let language = match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    };
    let file = move |ending: &'static str, label: &'static str, told: &'static str| {
        let href = format!("/app/export/v1/campaigns/{id}/results.{ending}?lang={language}");
        move || {
            if offline.get() {
                view! {
                    <button type="button" class="button" disabled aria-label=told title=words.export_offline>
                        {icon(Icon::Download)} {label}
                    </button>
                }
                .into_any()
            } else {
                view! {
                    <a class="button" href=href.clone() download="" aria-label=told>
                        {icon(Icon::Download)} {label}
                    </a>
                }
                .into_any()
            }
        }
    };
    let files = move || {
        account.may(Permission::Answers).then(|| {
            view! {
                {file("csv", words.csv, words.export_csv)}
                {file("xlsx", words.xlsx, words.export_xlsx)}
                <a class="button" href=Page::ImportAnswers(id).path()>
                    {icon(Icon::Upload)} {words.import}
                </a>
            }
        })
    };
    let reason = move || {
        let shown = offline.get() && account.may(Permission::Answers);
        shown.then(|| view! { <p class="muted">{words.export_offline}</p> })
    };
    view! {
        {files}
        <a class="button" href=Page::Campaign(id).path()>
            {words.campaign}
        </a>
        {reason}
    }
}

/// Notices, head figures, questions; or what can be said under five answers.
#[component]
fn Figures(subject: Subject, results: CampaignResults) -> impl IntoView {
    let words = &t().results;
    let headcount = subject.headcount();
    let test = subject
        .campaign
        .test
        .then(|| view! { <Notice tone=Tone::Attention text=words.test_notice/> });
    let too_many = (0 < results.response.whole && results.response.whole < results.response.part)
        .then(|| {
            view! {
                <Notice tone=Tone::Attention text=words.more_than_present>
                    <a class="button small" href=Page::Session(subject.campaign.session).path()>
                        {words.to_session}
                    </a>
                </Notice>
            }
        });
    let body = match results.detail.clone() {
        Some(detail) => view! { <Detailed results detail headcount/> }.into_any(),
        None => {
            let Campaign {
                privacy,
                stakeholder,
                ..
            } = subject.campaign;
            view! { <TooFew results headcount open=subject.is_open() privacy who=stakeholder/> }
                .into_any()
        }
    };
    view! {
        {test}
        {too_many}
        {body}
    }
}

#[component]
fn Detailed(results: CampaignResults, detail: Detail, headcount: Headcount) -> impl IntoView {
    let words = &t().results;
    let counts = results.counts;
    let waiting = (counts.waiting > 0).then(|| {
        let shown = counts.received.saturating_sub(counts.waiting);
        view! { <Notice text=(words.waiting)(counts.received, shown, counts.waiting)/> }
    });
    view! {
        {waiting}
        <section class="section">
            <h2 class="visually-hidden">{words.figures}</h2>
            <div class="columns">
                <ResponseStat results=results.clone() headcount/>
                <DetailStats detail=detail.clone()/>
            </div>
            <Known results />
        </section>
        <QuestionCharts title=words.questions questions=detail.questions/>
    }
}

/// Comments and single answers. Apart from the figures, so that new figures leave a search or a dialog alone.
#[component]
fn Voices(
    id: CampaignId,
    subject: Memo<Option<Subject>>,
    results: Memo<Option<CampaignResults>>,
) -> impl IntoView {
    let words = &t().results;
    let detail = Memo::new(move |_| results.get().and_then(|results| results.detail));
    let lines = Signal::derive(move || detail.get().map(|one| one.answers).unwrap_or_default());
    let excluded =
        Signal::derive(move || results.get().map(|one| one.excluded).unwrap_or_default());
    let exclusions = Exclusions::new(lines, excluded);
    let comments = Signal::derive(move || detail.get().map(|one| one.comments).unwrap_or_default());
    let questions =
        Signal::derive(move || detail.get().map(|one| one.questions).unwrap_or_default());
    let place = Signal::derive(move || CommentPlace {
        campaign: Some(id),
        words: subject.with(|subject| subject.as_ref().map(Subject::title).unwrap_or_default()),
    });
    let photos = Signal::derive(move || detail.get().map(|one| one.photos).unwrap_or_default());
    let pending = move || {
        let pending = exclusions.pending();
        (pending > 0).then(
            || view! { <Notice tone=Tone::Attention text=(words.pending_exclusions)(pending)/> },
        )
    };
    let any = Memo::new(move |_| detail.with(Option::is_some));
    Effect::new(move |_| {
        if any.get() {
            show_named_comment();
        }
    });
    view! {
        {pending}
        <Show when=move || any.get() fallback=move || view! { <ExcludedAnswers exclusions/> }>
            <section class="section">
                <h2>{words.comments}</h2>
                <Comments id="comments" comments questions place exclusions/>
            </section>
            <Photos photos questions/>
            <SingleAnswers exclusions/>
        </Show>
        <ExcludeDialog exclusions/>
    }
}
