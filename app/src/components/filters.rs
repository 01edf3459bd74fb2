//! Filters of a list, kept in the address so that a link or a reload shows the same rows. The search text is followed
//! key by key on the page and goes to the address when the field is left.

use super::icon::{Icon, icon};
use crate::{locales::workspace::t, workspace::whole_path};
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// Key of the search text.
const TEXT: &str = "q";
/// Key of the sorted column, `-` before it from the last to the first.
const SORT: &str = "sort";

/// The filters of the page on the screen. Made once a page, handed down.
#[derive(Clone, Copy)]
pub struct Filters {
    query: Memo<leptos_router::params::ParamsMap>,
    typed: RwSignal<String>,
    go: Callback<String>,
}

impl Filters {
    pub fn new() -> Filters {
        let location = use_location();
        let (path, navigate) = (location.pathname, use_navigate());
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..whole_path()
        };
        let go = Callback::new(move |query: String| {
            navigate(&format!("{}{query}", path.get_untracked()), options.clone());
        });
        let typed = location.query.with_untracked(|query| query.get(TEXT));
        Filters {
            query: location.query,
            typed: RwSignal::new(typed.unwrap_or_default()),
            go,
        }
    }

    /// What a filter is set to; empty when it is not.
    pub fn get(self, key: &str) -> String {
        if key == TEXT {
            return self.typed.get();
        }
        self.query.with(|query| query.get(key)).unwrap_or_default()
    }

    /// An empty value takes the filter away.
    pub fn set(self, key: &'static str, value: String) {
        let mut query = self.query.get_untracked();
        query.remove(key);
        if !value.is_empty() {
            query.insert(key, value);
        }
        self.go.run(query.to_query_string());
    }

    pub fn clear(self) {
        self.typed.set(String::new());
        self.go.run(String::new());
    }

    /// Sorts by a column, or the other way round when it is sorted by it already.
    fn sort(self, key: &'static str) {
        let turned = format!("-{key}");
        let next = if self.get_now(SORT) == key {
            turned
        } else {
            key.to_owned()
        };
        self.set(SORT, next);
    }

    fn get_now(self, key: &str) -> String {
        untrack(|| self.get(key))
    }
}

impl Default for Filters {
    fn default() -> Self {
        Filters::new()
    }
}

/// The row of filters above a list; `count` says how many rows are shown.
#[component]
pub fn FilterBar(
    filters: Filters,
    /// What the search looks through, for its label.
    search: &'static str,
    #[prop(into)] count: Signal<String>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: ev::SubmitEvent| event.prevent_default();
    let left = move |_| filters.set(TEXT, filters.typed.get_untracked());
    view! {
        <form class="filters" role="search" on:submit=submit>
            <div class="search">
                {icon(Icon::Search)}
                <input
                    class="input"
                    type="search"
                    name=TEXT
                    aria-label=search
                    placeholder=search
                    bind:value=filters.typed
                    on:change=left
                />
            </div>
            {children()}
            <span class="count" role="status">{count}</span>
        </form>
    }
}

/// One choice; the empty value is the usual list.
#[component]
pub fn FilterSelect(
    filters: Filters,
    key: &'static str,
    label: &'static str,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let option = move |(value, words): (String, String)| {
        let mine = value.clone();
        let chosen = move || filters.get(key) == mine;
        view! { <option value=value selected=chosen>{words}</option> }
    };
    view! {
        <label>
            <select
                name=key
                aria-label=label
                prop:value=move || filters.get(key)
                on:change=move |event| filters.set(key, event_target_value(&event))
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The head of a column one can sort by.
#[component]
pub fn SortHead(
    filters: Filters,
    key: &'static str,
    label: &'static str,
    /// Sorted by this one when the address names none, from the first (`false`) or from the last.
    #[prop(optional)]
    usual: Option<bool>,
    #[prop(optional)] number: bool,
) -> impl IntoView {
    let state = move || {
        let sort = filters.get(SORT);
        match sort.strip_prefix('-') {
            Some(sorted) if sorted == key => Some(true),
            None if sort == key => Some(false),
            None if sort.is_empty() => usual,
            _ => None,
        }
    };
    let word = move || match state() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let mark = move || match state() {
        Some(true) => icon(Icon::Down),
        _ => icon(Icon::Up),
    };
    view! {
        <th scope="col" class:num=number aria-sort=word>
            <button type="button" title=t().common.sort on:click=move |_| filters.sort(key)>
                {label}
                {move || state().is_some().then(mark)}
            </button>
        </th>
    }
}
