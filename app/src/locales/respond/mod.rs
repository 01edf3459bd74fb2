//! The respondent's catalogue, one file per part of the way: what frames every screen, the first screen with its
//! privacy notice, the questions, what is drawn or photographed, the end, the trainer's side, the tablet itself, and
//! typing in sheets.

pub mod capture;
pub mod device;
pub mod end;
pub mod first;
pub mod frame;
pub mod questions;
pub mod stops;
pub mod trainer;
pub mod typing;

use domain::Lang;

pub struct Texts {
    pub frame: frame::Frame,
    pub first: first::First,
    pub questions: questions::Questions,
    pub end: end::End,
    pub stops: stops::Stops,
}

/// What only staff reads. A catalogue of its own, since its screens come later.
pub struct StaffTexts {
    pub trainer: trainer::Trainer,
    pub device: device::Device,
    pub typing: typing::Typing,
}

pub static FR: Texts = Texts {
    frame: frame::FR,
    first: first::FR,
    questions: questions::FR,
    end: end::FR,
    stops: stops::FR,
};

pub static EN: Texts = Texts {
    frame: frame::EN,
    first: first::EN,
    questions: questions::EN,
    end: end::EN,
    stops: stops::EN,
};

static STAFF_FR: StaffTexts = StaffTexts {
    trainer: trainer::FR,
    device: device::FR,
    typing: typing::FR,
};

static STAFF_EN: StaffTexts = StaffTexts {
    trainer: trainer::EN,
    device: device::EN,
    typing: typing::EN,
};

pub fn staff_texts(lang: Lang) -> &'static StaffTexts {
    match lang {
        Lang::Fr => &STAFF_FR,
        Lang::En => &STAFF_EN,
    }
}

pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}
