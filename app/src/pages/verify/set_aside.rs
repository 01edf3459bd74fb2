//! Operations of this device that the server did not take: what each wanted, why it was refused, and all of them as a
//! file.

use crate::{
    components::{Icon, icon, save_file, use_toasts},
    locales::{
        dates,
        workspace::{errors, lang, t},
    },
    pages::record::{
        named::{beginnings, op_name},
        words,
    },
    state::{
        CommandError, SetAside, use_commands, use_log, use_people, use_rollups, use_sync_status,
    },
};
use domain::ids::OpId;
use leptos::{prelude::*, task::spawn_local};
use serde_json::{Value, json};
use sync::{Body, Op};

#[component]
pub fn SetAsideList(refused: Memo<Vec<SetAside>>) -> impl IntoView {
    let words = &t().verify;
    let export = move |_| {
        let text = refused.with(|refused| file(refused));
        save_file(&format!("{}.json", words.file), "application/json", &text);
    };
    view! {
        <section class="section">
            <h2>{words.set_aside}</h2>
            <p>{words.set_aside_lead}</p>
            <div class="actions">
                <button type="button" class="button" on:click=export>
                    {icon(Icon::Download)} {words.export}
                </button>
                <Show when=move || refused.with(|refused| refused.iter().any(|one| !one.held))>
                    <Retry/>
                </Show>
            </div>
            <div class="table-wrap">
                <table class="list">
                    <caption class="visually-hidden">{words.set_aside}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.what}</th>
                            <th scope="col">{words.when}</th>
                            <th scope="col">{words.reason}</th>
                            <th scope="col">{words.where_kept}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let refused = refused.get();
                            let all: Vec<Op> = refused.iter().map(|one| one.op.clone()).collect();
                            refused.into_iter().map(|one| row(one, &all)).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// What the server refused and does not have is asked of it once more.
#[component]
fn Retry() -> impl IntoView {
    let (commands, toasts, words) = (use_commands(), use_toasts(), &t().verify);
    let again = move |_| {
        spawn_local(async move {
            match commands.retry().await {
                Ok(()) => toasts.say(words.retried),
                Err(error) => toasts.say(errors::command_error(&error)),
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=again>{icon(Icon::Refresh)} {words.retry}</button>
    }
}

/// Takes a change that the server keeps off the list: its author may have no other way to be done with it.
#[component]
fn TakeOff(id: OpId, name: String) -> impl IntoView {
    let (status, toasts, words) = (use_sync_status(), use_toasts(), &t().verify);
    let take_off = move |_| {
        spawn_local(async move {
            match status.take_off(id).await {
                Ok(()) => toasts.say(words.taken_off),
                Err(error) => toasts.say(errors::command_error(&CommandError::NotKept(error))),
            }
        });
    };
    let label = format!("{} {name}", words.take_off);
    view! {
        <button type="button" class="button small" aria-label=label on:click=take_off>
            {words.take_off}
        </button>
    }
}

fn row(refused: SetAside, all: &[Op]) -> impl IntoView + use<> {
    let (log, lang, words) = (use_log(), lang(), &t().verify);
    let SetAside { op, code, held } = refused;
    let kept = if held {
        words.kept_both
    } else {
        words.kept_here
    };
    let name = op_name(log, use_rollups(), &op, all);
    let take_off = held.then(|| view! { <TakeOff id=op.id name=name.clone()/> });
    view! {
        <tr class="row-bad">
            <th scope="row">
                {name} <br/> <span class="muted">{wanted(&op)}</span> {begun(&op)}
            </th>
            <td data-label=words.when>{dates::moment(op.wall_ms, lang)}</td>
            <td data-label=words.reason class="why">{errors::sentence(&code)}</td>
            <td data-label=words.where_kept>{kept} {take_off}</td>
        </tr>
    }
}

/// What a record that would have been made was to be.
pub(super) fn begun(op: &Op) -> Option<impl IntoView + use<>> {
    let fields = beginnings(use_log(), use_people(), op);
    let line = |(label, value)| view! { <dt>{label}</dt><dd>{value}</dd> };
    (!fields.is_empty()).then(|| {
        view! { <dl class="facts">{fields.into_iter().map(line).collect_view()}</dl> }
    })
}

/// What the operation would have done.
pub(super) fn wanted(op: &Op) -> String {
    let (people, lang, words) = (use_people(), lang(), &t().verify);
    let kind = op.entity.kind;
    let field_set = |field: &str, value: &Value| {
        let value = words::value(kind, field, value, people, lang);
        (words.set)(&words::field(kind, field, lang), &value)
    };
    let in_set = |say: fn(&str, &str) -> String, field: &str, item: String| {
        let item = words::value(kind, field, &Value::String(item), people, lang);
        say(&words::field(kind, field, lang), &item)
    };
    match Body::decode(op) {
        Ok(Body::Create { .. }) => words.created.to_owned(),
        Ok(Body::Set { field, value } | Body::Resolve { field, value, .. }) => {
            field_set(&field, &value)
        }
        Ok(Body::Text { field, value, .. }) => field_set(&field, &Value::String(value)),
        Ok(Body::Add { field, item }) => in_set(words.added, &field, item),
        Ok(Body::Remove { field, item, .. }) => in_set(words.removed, &field, item),
        Ok(Body::Event { fields }) => {
            let text = fields.get("text").and_then(Value::as_str);
            (words.set)(words.event, text.unwrap_or_default())
        }
        Ok(Body::Delete) => words.deletion.to_owned(),
        Ok(Body::Restore) => words.restoring.to_owned(),
        Ok(Body::Comment { text }) => (words.set)(words.remark, &text),
        Err(_) => words.unreadable.to_owned(),
    }
}

/// Every operation as it was made, its body readable where this version can read it, and the code of the refusal.
fn file(refused: &[SetAside]) -> String {
    let all: Vec<serde_json::Value> = refused
        .iter()
        .map(|one| {
            let body = serde_json::from_slice::<serde_json::Value>(&one.op.body).ok();
            json!({ "code": one.code, "operation": one.op, "body": body })
        })
        .collect();
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{entity::EntityKind, ids::PersonId};
    use sync::EntityRef;
    use uuid::Uuid;

    #[test]
    fn the_file_holds_the_operation_and_its_words() {
        let id = Uuid::from_u128(7);
        let body = Body::Comment {
            text: "Vu avec Yann".to_owned(),
        };
        let at = EntityRef {
            kind: EntityKind::Action,
            id,
        };
        let op = Op::made(OpId(id), PersonId(id), at, None, &body, 1, [0; 16]);
        let code = "unknown_reference".to_owned();
        let file = file(&[SetAside {
            op: op.clone(),
            code,
            held: true,
        }]);
        let read: serde_json::Value = serde_json::from_str(&file).unwrap();
        assert_eq!(read[0]["code"], "unknown_reference");
        assert_eq!(read[0]["body"]["text"], "Vu avec Yann");
        let back: Op = serde_json::from_value(read[0]["operation"].clone()).unwrap();
        assert_eq!(back, op);
    }
}
