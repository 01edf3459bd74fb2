//! Files attached to a record: added, shown with where they are, opened and removed. Works offline with what is here.

use super::{
    viewer::{Enlarged, Viewer},
    words,
};
use crate::{
    attachments::{Place, use_files},
    components::{Icon, Notice, Picture, Toasts, Tone, icon, use_toasts},
    locales::workspace::{errors, lang, t},
    state::{Commands, use_commands, use_log, use_sync_status},
};
use domain::attachment::{Attachment, FileHash};
use leptos::{html, prelude::*, task::spawn_local};
use sync::EntityRef;
use web_sys::File;

#[component]
pub fn Attachments(at: EntityRef) -> impl IntoView {
    let (log, files, t) = (use_log(), use_files(), &t().attachments);
    let all = Memo::new(move |_| log.attachments(at));
    // What others attached may be on its way: the server is asked again after each exchange.
    let status = use_sync_status();
    Effect::new(move |_| {
        status.last_contact();
        all.with(|all| all.iter().for_each(|file| files.ask(file.sha256)));
    });
    let problem = RwSignal::new(None::<String>);
    let viewer = Viewer::new();
    let none = move || {
        all.with(Vec::is_empty)
            .then(|| view! { <p class="muted">{t.none}</p> })
    };
    let refused = move || {
        problem
            .get()
            .map(|text| view! { <Notice tone=Tone::Late text/> })
    };
    let add = move || match files.broken() {
        true => view! { <Notice tone=Tone::Late text=t.broken/> }.into_any(),
        false => view! { <Add at problem/> }.into_any(),
    };
    view! {
        <section class="section">
            <h2>{t.title}</h2>
            {none}
            <ul class="attachments">
                <For each=move || all.get() key=Attachment::item let:file>
                    <Line at file problem viewer/>
                </For>
            </ul>
            <div role="alert">{refused}</div>
            {add}
            <Enlarged viewer/>
        </section>
    }
}

/// Two ways to a file: the camera, shown where a finger is, and whatever the device holds.
#[component]
fn Add(at: EntityRef, problem: RwSignal<Option<String>>) -> impl IntoView {
    let (files, commands, toasts) = (use_files(), use_commands(), use_toasts());
    let t = &t().attachments;
    let busy = RwSignal::new(false);
    let take = Callback::new(move |file: File| {
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let kept = match files.keep(&file).await {
                Ok(kept) => commands
                    .attach(at, &kept)
                    .await
                    .map_err(|error| errors::command_error(&error)),
                Err(error) => Err(words::attachment_problem(error)),
            };
            match kept {
                Ok(()) => toasts.say(t.kept),
                Err(sentence) => problem.set(Some(sentence)),
            }
            busy.set(false);
        });
    });
    let preparing = move || busy.get().then_some(t.preparing);
    view! {
        <div class="form-actions">
            <Choose class="button" label=t.add mark=Icon::Upload take busy accept=ACCEPT/>
            <Choose class="button camera" label=t.photo mark=Icon::Camera take busy accept="image/*" camera=true/>
        </div>
        <p class="muted" role="status">{preparing}</p>
        <p class="muted">{t.limits}</p>
    }
}

const ACCEPT: &str = "image/jpeg,image/png,image/webp,application/pdf";

#[component]
fn Choose(
    class: &'static str,
    label: &'static str,
    mark: Icon,
    take: Callback<File>,
    busy: RwSignal<bool>,
    accept: &'static str,
    #[prop(optional)] camera: bool,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked().filter(|_| !busy.get_untracked()) {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take.run(file);
        }
        // Choosing the same file again must count as a choice.
        input.set_value("");
    };
    view! {
        <button
            type="button"
            class=class
            aria-disabled=move || busy.get().then_some("true")
            on:click=choose
        >
            {icon(mark)} {label}
        </button>
        <input
            type="file"
            hidden
            accept=accept
            capture=camera.then_some("environment")
            aria-label=label
            node_ref=input
            on:change=chosen
        />
    }
}

#[component]
fn Line(
    at: EntityRef,
    file: Attachment,
    problem: RwSignal<Option<String>>,
    viewer: Viewer,
) -> impl IntoView {
    let (files, commands, toasts) = (use_files(), use_commands(), use_toasts());
    let (t, lang) = (&t().attachments, lang());
    let sha = file.sha256;
    let (name, size) = (file.name.clone(), words::bytes(file.size, lang));
    let (open_name, remove_name) = ((t.open_name)(&name), (t.remove_name)(&name));
    let kind = (!file.media.is_image()).then_some("PDF");
    let file = StoredValue::new(file);
    let open = move |_| {
        spawn_local(async move {
            let file = file.get_value();
            match files.bytes(&file).await {
                Ok(blob) => viewer.show(file.name, blob, file.media.is_image()),
                Err(error) => problem.set(Some(words::open_problem(&error))),
            }
        });
    };
    let remove = move |_| {
        spawn_local(async move {
            let file = file.get_value();
            match commands.detach(at, &file).await {
                Ok(()) => {
                    let said = (t.removed)(&file.name);
                    let undo = move |()| attach_again(commands, toasts, at, file.clone());
                    toasts.say_undo(said, Callback::new(undo));
                }
                Err(error) => problem.set(Some(errors::command_error(&error))),
            }
        });
    };
    let place = move || {
        let place = files.place(sha);
        view! {
            {icon(mark(&place))}
            <span>{words::place(&place, lang)}</span>
        }
    };
    view! {
        <li>
            <button type="button" class="open" aria-label=open_name on:click=open>
                <Thumbnail sha/>
                <span class="name">{name}</span>
            </button>
            <button type="button" class="button quiet square" aria-label=remove_name on:click=remove>
                {icon(Icon::Close)}
            </button>
            <p class="muted place">
                {kind} <span class="num">{size}</span>
                {place}
            </p>
        </li>
    }
}

/// Takes a removal back.
fn attach_again(commands: Commands, toasts: Toasts, at: EntityRef, file: Attachment) {
    spawn_local(async move {
        if let Err(error) = commands.attach(at, &file).await {
            toasts.say(errors::command_error(&error));
        }
    });
}

fn mark(place: &Place) -> Icon {
    match place {
        Place::Here | Place::NotYet => Icon::Clock,
        Place::Sending(_) => Icon::Upload,
        Place::Received => Icon::CloudDone,
        Place::Refused(_) | Place::Lost => Icon::Warning,
        Place::Unknown => Icon::CloudOff,
    }
}

/// The small picture where this device has one.
#[component]
fn Thumbnail(sha: FileHash) -> impl IntoView {
    let files = use_files();
    let picture = LocalResource::new(move || files.thumbnail(sha));
    let drawn = move || match picture.get().flatten() {
        Some(blob) => view! { <Picture blob alt=""/> }.into_any(),
        None => icon(Icon::Document).into_any(),
    };
    view! { <span class="thumbnail">{drawn}</span> }
}
