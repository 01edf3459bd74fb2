//! Adding a person to a session, and changing what is kept of one.

use crate::{
    components::{
        Dialog, ErrorSummary, Icon, LANGUAGES, Notice, Problems, SelectField, TextField, Tick,
        Tone, icon, use_toasts,
    },
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::record::words::{from_wire, wire},
    state::preferences::lang_code,
};
use api::{ApiError, outreach::ContactEdit, rpc};
use domain::{
    Lang,
    calendar::cadence::Stakeholder,
    contact::{Contact, Lifted},
    ids::{ContactId, SessionId},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn AddPerson(session: SessionId, changed: Callback<()>) -> impl IntoView {
    let words = &t().people;
    let open = RwSignal::new(false);
    let nobody = StoredValue::new(Contact {
        name: String::new(),
        email: String::new(),
        lang: Lang::Fr,
        stakeholder: Stakeholder::Beneficiary,
        party: String::new(),
        opted_out: false,
        bounced: false,
        refused_on: None,
        minor: false,
    });
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>
            {icon(Icon::Plus)} {words.add}
        </button>
        <Dialog title=words.add open=open>
            <EditForm session id=None contact=nobody.get_value() changed open />
        </Dialog>
    }
}

/// What is kept of somebody, to be changed; of nobody yet without an id.
#[component]
pub fn EditForm(
    session: SessionId,
    id: Option<ContactId>,
    contact: Contact,
    changed: Callback<()>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let all = t();
    let words = &all.people;
    let toasts = use_toasts();
    let problems = Problems::provide();
    let (opted_out, bounced) = (contact.opted_out, contact.bounced);
    let refused = contact.refused_on.map(|day| {
        let text = (words.refused_next)(&dates::day(day, lang()));
        view! { <Notice tone=Tone::Late text /> }
    });
    let fields = Fields::of(contact);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let contact = fields.read();
        if let Err((field, refusal)) = contact.check() {
            return problems.one(field_id(field), errors::refusal_of(field, refusal));
        }
        let edit = ContactEdit {
            session,
            id,
            lifted: Lifted {
                opted_out: opted_out && !contact.opted_out,
                bounced: bounced && !contact.bounced,
            },
            contact,
        };
        spawn_local(async move {
            match rpc::save_contact(edit).await {
                Ok(()) => {
                    open.set(false);
                    toasts.say(words.saved);
                    changed.run(());
                }
                Err(error) => problems.one(field_of(&error), errors::api_error(&error)),
            }
        });
    };
    let later = id.is_some().then(|| {
        view! {
            <Tick id="person-opted-out" words=words.opted_out value=fields.opted_out />
            <Tick id="person-bounced" words=words.bounced hint=words.bounced_hint value=fields.bounced />
        }
    });
    view! {
        <form class="form" novalidate on:submit=submit>
            <ErrorSummary />
            {refused}
            <TextField id="person-name" label=words.name value=fields.name />
            <TextField id="person-email" label=words.email kind="email" value=fields.email />
            <SelectField id="person-role" label=words.stakeholder value=fields.who options=roles() />
            <TextField id="person-party" label=words.party hint=all.common.optional value=fields.party />
            <SelectField id="person-language" label=words.language value=fields.lang options=languages() />
            <Tick id="person-minor" words=words.minor hint=words.minor_hint value=fields.minor />
            {later}
            <div class="form-actions">
                <button class="button primary">{all.common.save}</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {all.common.cancel}
                </button>
            </div>
        </form>
    }
}

/// What is typed and chosen.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    party: RwSignal<String>,
    who: RwSignal<String>,
    lang: RwSignal<String>,
    minor: RwSignal<bool>,
    opted_out: RwSignal<bool>,
    bounced: RwSignal<bool>,
}

impl Fields {
    fn of(contact: Contact) -> Self {
        Self {
            name: RwSignal::new(contact.name),
            email: RwSignal::new(contact.email),
            party: RwSignal::new(contact.party),
            who: RwSignal::new(wire(&contact.stakeholder)),
            lang: RwSignal::new(lang_code(contact.lang).to_owned()),
            minor: RwSignal::new(contact.minor),
            opted_out: RwSignal::new(contact.opted_out),
            bounced: RwSignal::new(contact.bounced),
        }
    }

    fn read(self) -> Contact {
        let english = self.lang.with_untracked(|lang| lang == "en");
        let contact = Contact {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            party: self.party.get_untracked(),
            lang: if english { Lang::En } else { Lang::Fr },
            stakeholder: self
                .who
                .with_untracked(|who| from_wire(who))
                .unwrap_or_default(),
            minor: self.minor.get_untracked(),
            opted_out: self.opted_out.get_untracked(),
            bounced: self.bounced.get_untracked(),
            refused_on: None,
        };
        contact.tidy()
    }
}

fn roles() -> Vec<(String, String)> {
    let words = &t().people;
    let role = |who| (wire(&who), (words.who)(who).to_owned());
    Stakeholder::ALL.map(role).to_vec()
}

fn languages() -> Vec<(String, String)> {
    let language = |(code, name): (&str, &str)| (code.to_owned(), name.to_owned());
    LANGUAGES.map(language).to_vec()
}

fn field_id(field: &str) -> &'static str {
    match field {
        "name" => "person-name",
        "email" => "person-email",
        "party" => "person-party",
        _ => "",
    }
}

fn field_of(error: &ApiError) -> &'static str {
    match error {
        ApiError::Refused { field, .. } => field_id(field),
        _ => "",
    }
}
