//! The respondent's catalogue, one file per part of the way: what frames every screen, the first screen with its
//! privacy notice, the questions, the end, the trainer's side, and the tablet itself.

pub mod device;
pub mod end;
pub mod first;
pub mod frame;
pub mod questions;
pub mod stops;
pub mod trainer;

use domain::Lang;

pub struct Texts {
    pub frame: frame::Frame,
    pub first: first::First,
    pub questions: questions::Questions,
    pub end: end::End,
    pub stops: stops::Stops,
    pub trainer: trainer::Trainer,
    pub device: device::Device,
}

pub static FR: Texts = Texts {
    frame: frame::FR,
    first: first::FR,
    questions: questions::FR,
    end: end::FR,
    stops: stops::FR,
    trainer: trainer::FR,
    device: device::FR,
};

pub static EN: Texts = Texts {
    frame: frame::EN,
    first: first::EN,
    questions: questions::EN,
    end: end::EN,
    stops: stops::EN,
    trainer: trainer::EN,
    device: device::EN,
};

pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}
