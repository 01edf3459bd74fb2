//! The workspace's catalogue. `let t = t();` at the top of a component; the whole tree is drawn again when the language
//! changes.

pub mod charts;
pub mod common;
pub mod errors;
pub mod imports;
pub mod plan;
pub mod record;
pub mod results;
pub mod titles;
pub mod verify;

use domain::Lang;
use leptos::prelude::*;

pub struct Texts {
    pub charts: charts::Charts,
    pub common: common::Common,
    pub errors: errors::Errors,
    pub imports: imports::Imports,
    pub plan: plan::Plan,
    pub record: record::Record,
    pub results: results::Results,
    pub titles: titles::Titles,
    pub verify: verify::Verify,
}

static FR: Texts = Texts {
    charts: charts::FR,
    common: common::FR,
    errors: errors::FR,
    imports: imports::FR,
    plan: plan::FR,
    record: record::FR,
    results: results::FR,
    titles: titles::FR,
    verify: verify::FR,
};
static EN: Texts = Texts {
    charts: charts::EN,
    common: common::EN,
    errors: errors::EN,
    imports: imports::EN,
    plan: plan::EN,
    record: record::EN,
    results: results::EN,
    titles: titles::EN,
    verify: verify::EN,
};

/// The language of the screens. A context.
#[derive(Clone, Copy)]
pub struct Language(pub RwSignal<Lang>);

/// The sentences in the language of the screen.
pub fn t() -> &'static Texts {
    texts(lang())
}

pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// The language of the screen. French where no screen is (tests).
pub fn lang() -> Lang {
    use_context::<Language>().map_or(Lang::Fr, |language| language.0.get_untracked())
}

/// French counts 0 and 1 as one; English only 1.
pub fn one(lang: Lang, n: usize) -> bool {
    match lang {
        Lang::Fr => n < 2,
        Lang::En => n == 1,
    }
}
