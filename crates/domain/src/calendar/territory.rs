//! Territories: where an organisation works decides its public holidays and its time zone.

use serde::{Deserialize, Serialize};

/// Parts of France that differ in public holidays or time zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    #[default]
    Metropole,
    AlsaceMoselle,
    Guadeloupe,
    Martinique,
    Guyane,
    Reunion,
    Mayotte,
    SaintPierreEtMiquelon,
    SaintBarthelemy,
    SaintMartin,
    Polynesie,
    NouvelleCaledonie,
    WallisEtFutuna,
}

impl Territory {
    pub const ALL: [Territory; 13] = [
        Territory::Metropole,
        Territory::AlsaceMoselle,
        Territory::Guadeloupe,
        Territory::Martinique,
        Territory::Guyane,
        Territory::Reunion,
        Territory::Mayotte,
        Territory::SaintPierreEtMiquelon,
        Territory::SaintBarthelemy,
        Territory::SaintMartin,
        Territory::Polynesie,
        Territory::NouvelleCaledonie,
        Territory::WallisEtFutuna,
    ];

    /// The first with this time zone; mainland France for any other.
    pub fn of_zone(zone: &str) -> Territory {
        let mut all = Territory::ALL.into_iter();
        all.find(|one| one.zone() == zone).unwrap_or_default()
    }

    /// The IANA time zone. Polynesia has three; Tahiti's stands for all.
    pub fn zone(self) -> &'static str {
        match self {
            Territory::Metropole | Territory::AlsaceMoselle => "Europe/Paris",
            Territory::Guadeloupe => "America/Guadeloupe",
            Territory::Martinique => "America/Martinique",
            Territory::Guyane => "America/Cayenne",
            Territory::Reunion => "Indian/Reunion",
            Territory::Mayotte => "Indian/Mayotte",
            Territory::SaintPierreEtMiquelon => "America/Miquelon",
            Territory::SaintBarthelemy => "America/St_Barthelemy",
            Territory::SaintMartin => "America/Marigot",
            Territory::Polynesie => "Pacific/Tahiti",
            Territory::NouvelleCaledonie => "Pacific/Noumea",
            Territory::WallisEtFutuna => "Pacific/Wallis",
        }
    }
}
