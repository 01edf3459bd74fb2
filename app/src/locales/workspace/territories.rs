//! Parts of France, as they are chosen.

use crate::catalogue;
use domain::calendar::Territory;

catalogue! {
    Territories {
        label: "Territoire", "Territory";
        hint: "Il donne les jours fériés et l’heure\u{a0}: calendrier, échéances, heures d’envoi des courriels.", "It gives public holidays and the time: calendar, due dates, hours at which mail is sent.";
    }
    with {
        name: fn(Territory) -> &'static str =
            |territory| match territory {
                Territory::Metropole => "Métropole",
                Territory::AlsaceMoselle => "Alsace-Moselle",
                Territory::Guadeloupe => "Guadeloupe",
                Territory::Martinique => "Martinique",
                Territory::Guyane => "Guyane",
                Territory::Reunion => "La Réunion",
                Territory::Mayotte => "Mayotte",
                Territory::SaintPierreEtMiquelon => "Saint-Pierre-et-Miquelon",
                Territory::SaintBarthelemy => "Saint-Barthélemy",
                Territory::SaintMartin => "Saint-Martin",
                Territory::Polynesie => "Polynésie française",
                Territory::NouvelleCaledonie => "Nouvelle-Calédonie",
                Territory::WallisEtFutuna => "Wallis-et-Futuna",
            },
            |territory| match territory {
                Territory::Metropole => "Mainland France",
                Territory::AlsaceMoselle => "Alsace-Moselle",
                Territory::Guadeloupe => "Guadeloupe",
                Territory::Martinique => "Martinique",
                Territory::Guyane => "French Guiana",
                Territory::Reunion => "Réunion",
                Territory::Mayotte => "Mayotte",
                Territory::SaintPierreEtMiquelon => "Saint Pierre and Miquelon",
                Territory::SaintBarthelemy => "Saint Barthélemy",
                Territory::SaintMartin => "Saint Martin",
                Territory::Polynesie => "French Polynesia",
                Territory::NouvelleCaledonie => "New Caledonia",
                Territory::WallisEtFutuna => "Wallis and Futuna",
            };
    }
}
