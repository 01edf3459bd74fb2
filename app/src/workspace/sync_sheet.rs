//! Where the data is: a line of words near the person's name, and a sheet behind it.

use crate::{
    components::{Dialog, Icon, Notice, Tone, icon, save_file},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    routes::Page,
    state::{Contact, SyncStatus, Unsent, use_sync_status},
};
use leptos::prelude::*;
use sync::device::{Progress, Trust};

#[component]
pub fn SyncLine() -> impl IntoView {
    let status = use_sync_status();
    let open = RwSignal::new(false);
    let state = Memo::new(move |_| words(status));
    view! {
        <button
            type="button"
            class="sync-line"
            aria-haspopup="dialog"
            aria-label=move || (t().shell.sync_open)(&state.get())
            on:click=move |_| open.set(true)
        >
            {move || icon(mark(status))}
            // Spoken when it changes, without interrupting; it is not the button's name therefore.
            <span role="status">{state}</span>
        </button>
        <Dialog title=t().shell.sync_title open=open side=true>
            <SyncSheet open=open />
        </Dialog>
    }
}

fn mark(status: SyncStatus) -> Icon {
    if status.doubted() {
        return Icon::Warning;
    }
    match status.contact() {
        _ if status.unsent().count > 0 => Icon::Clock,
        Contact::Fine => Icon::CloudDone,
        Contact::Offline | Contact::Busy | Contact::Unknown => Icon::CloudOff,
        Contact::SignInNeeded | Contact::OtherAccount | Contact::Withdrawn => Icon::Lock,
        Contact::Failed(_) => Icon::Warning,
    }
}

/// What matters most, in a few words. A contradiction stands beside it: everything else goes on.
fn words(status: SyncStatus) -> String {
    let state = state(status);
    if status.doubted() {
        return (t().shell.doubted)(&state);
    }
    state
}

fn state(status: SyncStatus) -> String {
    let t = &t().shell;
    let unsent = status.unsent().count;
    if let Some(Progress { sent, of }) = status.progress() {
        return (t.sending)(sent, of);
    }
    match status.contact() {
        // A request is under way: whether it gets through is not known yet.
        Contact::Offline if unsent == 0 && status.busy() && window().navigator().on_line() => {
            t.state_busy.to_owned()
        }
        Contact::SignInNeeded => t.state_sign_in.to_owned(),
        Contact::OtherAccount => t.state_other.to_owned(),
        Contact::Failed(code) if unsent == 0 => errors::sentence(&code),
        _ if unsent > 0 => (t.unsent)(unsent),
        Contact::Offline => t.state_offline.to_owned(),
        Contact::Busy => t.state_busy_server.to_owned(),
        Contact::Fine => match status.last_contact() {
            Some(at) => (t.received)(&dates::time(at)),
            None => t.state_unknown.to_owned(),
        },
        _ => t.state_unknown.to_owned(),
    }
}

/// What only this device has, in words.
pub fn waiting(unsent: &Unsent) -> String {
    let t = &t().shell;
    let (changes, files) = (unsent.count - unsent.files, unsent.files);
    match (changes, files) {
        (0, 0) => t.sync_nothing_unsent.to_owned(),
        (changes, 0) => (t.changes)(changes),
        (0, files) => (t.files)(files),
        (changes, files) => [(t.changes)(changes), (t.files)(files)].join(", "),
    }
}

#[component]
fn SyncSheet(open: RwSignal<bool>) -> impl IntoView {
    let t = t();
    let lang = lang();
    let status = use_sync_status();
    let unsent = move || match status.progress() {
        Some(Progress { sent, of }) => (t.shell.sending)(sent, of),
        None => waiting(&status.unsent()),
    };
    let oldest = move || {
        let at = status.unsent().oldest_ms?;
        Some(view! { <dt>{t.shell.sync_oldest}</dt><dd>{dates::moment(at, lang)}</dd> })
    };
    let last = move || match status.last_contact() {
        Some(at) => dates::moment(at, lang),
        None => t.shell.sync_never.to_owned(),
    };
    let aside = move || {
        let n = status.set_aside().len();
        (n > 0).then(|| {
            view! {
                <Notice tone=Tone::Attention text=(t.shell.aside)(n)>
                    <a class="button small" href=Page::Verify.path() on:click=move |_| open.set(false)>
                        {t.shell.sync_see_aside}
                    </a>
                </Notice>
            }
        })
    };
    let signed = move || status.trust().with(signature);
    view! {
        {move || status.doubted().then(|| doubt_notice(status))}
        {move || contact_notice(status.contact(), open)}
        <dl class="facts">
            <dt>{t.shell.sync_unsent}</dt>
            <dd>{unsent}</dd>
            {oldest}
            <dt>{t.shell.sync_last}</dt>
            <dd>{last}</dd>
            {signed}
        </dl>
        {aside}
        <div class="form-actions">
            <button
                type="button"
                class="button"
                aria-disabled=move || status.busy().then_some("true")
                on:click=move |_| status.try_now()
            >
                {icon(Icon::Refresh)}
                {move || if status.busy() { t.shell.state_busy } else { t.shell.sync_now }}
            </button>
            <a class="button quiet" href=Page::Device.path() on:click=move |_| open.set(false)>
                {t.shell.sync_device}
            </a>
        </div>
    }
}

/// Up to where the server signed, and whether this browser could check it.
fn signature(trust: &Trust) -> Option<impl IntoView + use<>> {
    let t = &t().shell;
    let head = trust.head.as_ref()?;
    let checked = if trust.checked {
        t.signed_checked
    } else {
        t.signed_unchecked
    };
    let words = (t.signed)(head.seq, checked);
    let file = save(trust);
    Some(view! {
        <dt>{t.sync_signed}</dt>
        <dd>{words} " " <button type="button" class="button small quiet" on:click=move |_| file()>{t.save_head}</button></dd>
    })
}

fn doubt_notice(status: SyncStatus) -> impl IntoView {
    let t = &t().shell;
    let file = status.trust().with(save);
    view! {
        <Notice tone=Tone::Late text=format!("{} {}", t.doubt, t.doubt_text)>
            <button type="button" class="button small" on:click=move |_| file()>{t.save_head}</button>
        </Notice>
    }
}

/// Offers what was signed as a file for `boucle verify --head`: the contradiction if there is one.
fn save(trust: &Trust) -> impl Fn() + use<> {
    let json = match &trust.doubt {
        Some(doubt) => serde_json::to_string(doubt),
        None => serde_json::to_string(&trust.head),
    };
    let json = json.unwrap_or_default();
    move || save_file("boucle-signature.json", "application/json", &json)
}

fn contact_notice(contact: Contact, open: RwSignal<bool>) -> Option<AnyView> {
    let t = t();
    Some(match contact {
        Contact::Unknown | Contact::Fine => return None,
        Contact::Offline => view! { <Notice text=t.shell.sync_offline_text /> }.into_any(),
        Contact::Busy => view! { <Notice text=t.shell.sync_busy_text /> }.into_any(),
        Contact::SignInNeeded => view! {
            <Notice tone=Tone::Attention text=t.errors.sign_in_needed>
                <a class="button small" href=Page::SignIn.path() on:click=move |_| open.set(false)>
                    {t.common.sign_in}
                </a>
            </Notice>
        }
        .into_any(),
        Contact::OtherAccount => view! {
            <Notice tone=Tone::Attention text=t.shell.state_other_text>
                <a class="button small" href=Page::Home.path() rel="external">{t.shell.reload}</a>
            </Notice>
        }
        .into_any(),
        // The workspace is closed then.
        Contact::Withdrawn => return None,
        Contact::Failed(code) => {
            view! { <Notice tone=Tone::Late text=errors::sentence(&code) /> }.into_any()
        }
    })
}
