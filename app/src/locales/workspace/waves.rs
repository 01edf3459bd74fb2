//! Who is asked and when, in words; how a survey is started and how people were asked.

use super::{one, s};
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    calendar::{
        agenda::Standing,
        cadence::{Stakeholder, Wave},
    },
    campaign::Privacy,
    solicitation::{Means, SolicitationKind},
};

catalogue! {
    Waves {
        choose: "Quelle enquête\u{202f}?", "Which survey?";
        choose_hint: "Celles que le calendrier prévoit pour cette session.", "Those the calendar plans for this session.";
        other: "Une autre, hors calendrier", "Another one, outside the calendar";
        template: "Questionnaire", "Questionnaire";
        who: "Qui répond\u{202f}?", "Who answers?";
        when: "À quel moment\u{202f}?", "At which moment?";
        party: "Entreprise, financeur ou donneur d’ordres", "Company, funder or principal";
        party_hint: "Son nom, comme dans la session. Laissez vide pour les autres.", "Its name, as in the session. Leave empty for everybody else.";
        privacy: "Confidentialité", "Privacy";
        privacy_reason: "Pourquoi les réponses portent-elles un nom\u{202f}?", "Why do answers carry a name?";
        privacy_reason_hint: "Dit à chaque personne avant la première question.", "Told to everybody before the first question.";
        confidential_text: "On sait qui a répondu, pas ce que chaque personne a dit.", "Who answered is known, not what each person said.";
        named_text: "La réponse donnée par un lien personnel porte le nom de la personne.", "An answer given by a personal link carries the person’s name.";
        anonymous_text: "Rien ne relie une personne à sa réponse\u{a0}: ni heure, ni appareil. Sous cinq réponses, aucun détail n’est montré.", "Nothing links a person to their answer: no time, no device. Under five answers no detail is shown.";
        photos_show: "Ce questionnaire demande une photo\u{a0}: on peut y reconnaître quelqu’un. Dites-le aux personnes, ou choisissez un mode qui n’est pas anonyme.", "This questionnaire asks for a photo: somebody may be recognised in it. Tell people so, or choose a mode that is not anonymous.";
        signature_names: "Ce questionnaire demande une signature\u{a0}: elle nomme la personne à côté de ses réponses.", "This questionnaire asks for a signature: it names the person beside their answers.";
        to_small_groups: "Régler le mode dans le calendrier", "Set the mode in the calendar";
        notice: "Ce que lisent les personnes interrogées", "What those who are asked read";
        frozen: "Ce mode ne change plus une fois l’enquête ouverte.", "This mode does not change once the survey is open.";
        planned_text: "Cette enquête est prévue. Ses liens disent à partir de quel jour on peut répondre.", "This survey is planned. Its links say from which day people can answer.";
        called_off_text: "Cette enquête a été annulée avant son ouverture.", "This survey was called off before it opened.";
        reason: "Raison", "Reason";
        planned: "Prévue", "Planned";
        called_off: "Annulée", "Called off";
        reminders: "Relances", "Reminders";
        asked_of: "Auprès de", "Asked of";
        questionnaire: "Questionnaire", "Questionnaire";

        log: "Sollicitations", "Times people were asked";
        log_text: "Ce qui prouve que les personnes ont été sollicitées, même sans réponse. Ce qui part d’ici s’ajoute de lui-même\u{a0}: lien copié, affiche, feuilles et bandelettes imprimées, courriels envoyés, et le jour où une tablette rapporte ses premières réponses.", "What proves that people were asked, even without an answer. What leaves here is added by itself: a link copied, a poster, sheets and strips printed, mail sent, and the day of which a tablet brings its first answers.";
        log_empty: "Personne n’a encore été sollicité, d’après ce journal.", "Nobody has been asked yet, as far as this log tells.";
        note_title: "Noter une sollicitation", "Note that people were asked";
        day: "Jour", "Day";
        means_label: "Par quel moyen\u{202f}?", "By which means?";
        kind_label: "Première fois ou relance\u{202f}?", "First time or reminder?";
        count: "Personnes sollicitées", "People asked";
        count_hint: "Seulement un nombre, aucun nom. Vide si personne n’a compté.", "A number only, no name. Empty if nobody counted.";
        note: "Note", "Note";
        noted: "Sollicitation notée.", "Noted.";
        unknown_count: "non compté", "not counted";
    }
    with {
        // How many are expected, where that is known.
        small_group: fn(Option<u32>) -> String =
            |n| format!("{}\u{a0}: avant 5\u{a0}réponses, rien ne paraîtra en anonyme ni en confidentiel. À sa clôture, une enquête anonyme rejoint les petits groupes de la même prestation. Pour lire l’avis d’une seule personne, il faut le mode nominatif, avec une raison et un lien personnel.", match n {
                Some(1) => "1\u{a0}personne attendue".to_owned(),
                Some(n) => format!("{n}\u{a0}personnes attendues"),
                None => "Moins de 5\u{a0}personnes sans doute".to_owned(),
            }),
            |n| format!("{}: before 5 answers nothing shows in anonymous or confidential mode. An anonymous survey joins the small groups of the same service when it closes. To read one person’s opinion takes the nominative mode, with a reason and a personal link.", match n {
                Some(1) => "1 person expected".to_owned(),
                Some(n) => format!("{n} people expected"),
                None => "Probably fewer than 5 people".to_owned(),
            });
        stakeholder: fn(Stakeholder) -> &'static str =
            |who| match who {
                Stakeholder::Beneficiary => "Bénéficiaires",
                Stakeholder::Company => "Entreprises",
                Stakeholder::Team => "Équipe pédagogique",
                Stakeholder::Funder => "Financeurs",
                Stakeholder::Tutor => "Maîtres d’apprentissage",
                Stakeholder::Principal => "Donneurs d’ordres",
            },
            |who| match who {
                Stakeholder::Beneficiary => "Beneficiaries",
                Stakeholder::Company => "Companies",
                Stakeholder::Team => "Teaching team",
                Stakeholder::Funder => "Funders",
                Stakeholder::Tutor => "Apprentices’ tutors",
                Stakeholder::Principal => "Principals",
            };
        wave: fn(Wave) -> &'static str =
            |wave| match wave {
                Wave::Positioning => "Avant la session",
                Wave::Mid => "À mi-parcours",
                Wave::Hot => "À chaud",
                Wave::Cold => "À froid",
                Wave::Yearly => "Annuelle",
                Wave::Term => "Trimestrielle",
            },
            |wave| match wave {
                Wave::Positioning => "Before the session",
                Wave::Mid => "Mid-course",
                Wave::Hot => "End of session",
                Wave::Cold => "Months later",
                Wave::Yearly => "Yearly",
                Wave::Term => "Each term",
            };
        standing: fn(Standing) -> &'static str =
            |standing| match standing {
                Standing::ToSetUp => "À mettre en place",
                Standing::Missed => "Non faite",
                Standing::Planned => "Prévue",
                Standing::Open => "Ouverte",
                Standing::Closed => "Close",
                Standing::CalledOff => "Annulée",
            },
            |standing| match standing {
                Standing::ToSetUp => "To set up",
                Standing::Missed => "Not done",
                Standing::Planned => "Planned",
                Standing::Open => "Open",
                Standing::Closed => "Closed",
                Standing::CalledOff => "Called off",
            };
        means: fn(Means) -> &'static str =
            |means| match means {
                Means::Kiosk => "Tablette",
                Means::Qr => "Affiche ou QR code",
                Means::Link => "Lien",
                Means::Email => "Courriel",
                Means::Strips => "Bandes imprimées",
                Means::Paper => "Papier",
                Means::Phone => "Téléphone",
                Means::Meeting => "En réunion",
            },
            |means| match means {
                Means::Kiosk => "Tablet",
                Means::Qr => "Poster or QR code",
                Means::Link => "Link",
                Means::Email => "E-mail",
                Means::Strips => "Printed strips",
                Means::Paper => "Paper",
                Means::Phone => "Phone",
                Means::Meeting => "In a meeting",
            };
        kind: fn(SolicitationKind) -> &'static str =
            |kind| match kind {
                SolicitationKind::First => "Première sollicitation",
                SolicitationKind::Reminder => "Relance",
            },
            |kind| match kind {
                SolicitationKind::First => "First time",
                SolicitationKind::Reminder => "Reminder",
            };
        reminder_n: fn(u32) -> String =
            |n| format!("Relance n° {n}"),
            |n| format!("Reminder no. {n}");
        mode: fn(Privacy) -> &'static str =
            |privacy| match privacy {
                Privacy::Anonyme => "Anonyme",
                Privacy::Confidentiel => "Confidentiel",
                Privacy::Nominatif => "Nominatif",
            },
            |privacy| match privacy {
                Privacy::Anonyme => "Anonymous",
                Privacy::Confidentiel => "Confidential",
                Privacy::Nominatif => "Named",
            };
        // Wave and stakeholder: what a survey is called.
        name: fn(&str, &str) -> String =
            |wave, who| format!("{wave}, {}", who.to_lowercase()),
            |wave, who| format!("{wave}, {}", who.to_lowercase());
        // The name of a survey and its questionnaire.
        titled: fn(&str, &str) -> String =
            |name, title| format!("{name}, «\u{202f}{title}\u{202f}»"),
            |name, title| format!("{name}, “{title}”");
        month: fn(i8, i16) -> String =
            |month, year| format!("{} {year}", (super::texts(Fr).calendar.month)(month).to_lowercase()),
            |month, year| format!("{} {year}", (super::texts(En).calendar.month)(month));
        // What a mode means.
        mode_text: fn(Privacy) -> &'static str =
            |privacy| { let t = &super::texts(Fr).waves; match privacy {
                Privacy::Anonyme => t.anonymous_text,
                Privacy::Confidentiel => t.confidential_text,
                Privacy::Nominatif => t.named_text,
            } },
            |privacy| { let t = &super::texts(En).waves; match privacy {
                Privacy::Anonyme => t.anonymous_text,
                Privacy::Confidentiel => t.confidential_text,
                Privacy::Nominatif => t.named_text,
            } };
        // The name of a survey and the day it opens.
        on_day: fn(&str, &str) -> String =
            |name, day| format!("{name}\u{a0}: le {day}"),
            |name, day| format!("{name}: {day}");
        opens_on: fn(&str) -> String =
            |day| format!("Elle ouvre le {day}."),
            |day| format!("It opens on {day}.");
        people: fn(u32) -> String =
            |n| format!("{n} personne{}", s(Fr, n)),
            |n| format!("{n} {}", if one(En, n as usize) { "person" } else { "people" });
        received_n: fn(u32) -> String =
            |n| format!("{n} réponse{}", s(Fr, n)),
            |n| format!("{n} answer{}", s(En, n));
    }
}
