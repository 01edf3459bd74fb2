//! Surveys of a session: starting one, handing it out, following and closing it.

use super::{one, s};
use crate::catalogue;
use domain::{
    Lang::{En, Fr},
    campaign::Privacy,
    custody::Custody,
};

catalogue! {
    Campaigns {
        open: "Ouverte", "Open";
        closed: "Close", "Closed";
        test: "Essai", "Test";
        test_text: "Enquête d’essai\u{a0}: ses réponses ne comptent nulle part.", "Test survey: its answers count nowhere.";
        start: "Ouvrir une enquête", "Open a survey";
        start_title: "Ouvrir une enquête", "Open a survey";
        opens: "Ouvre le", "Opens on";
        closes: "Dernier jour par lien", "Last day by link";
        closes_hint: "Les tablettes pourront encore livrer ce qu’elles gardent.", "Tablets may still deliver what they hold.";
        as_test: "Enquête d’essai", "Test survey";
        as_test_hint: "Pour répéter avec votre équipe\u{a0}: ses réponses ne compteront nulle part.", "To rehearse with your team: its answers will count nowhere.";
        go: "Ouvrir l’enquête", "Open the survey";
        started: "Enquête ouverte.", "Survey open.";
        hand_out: "Faire répondre", "Let people answer";
        qr_label: "QR code de l’enquête", "QR code of the survey";
        qr_title: "À scanner avec un téléphone", "To scan with a phone";
        qr_text: "Le lien ouvre le questionnaire sans compte. Il vaut pour tout le groupe.", "The link opens the questionnaire without an account. It is for the whole group.";
        link: "Lien à envoyer", "Link to send";
        not_public: "L’adresse publique de ce serveur n’est pas réglée\u{a0}: ce lien ne marche que sur cet ordinateur. L’administrateur la règle avec BOUCLE_PUBLIC_URL.", "This server’s public address is not set: this link works on this computer only. The administrator sets it with BOUCLE_PUBLIC_URL.";
        not_sent: "Cette enquête n’est pas encore arrivée au serveur\u{a0}: le lien marchera après l’envoi.", "This survey has not reached the server yet: the link works once it is sent.";
        poster: "Affiche à imprimer", "Poster to print";
        tablet: "Sur tablette", "On a tablet";
        tablet_text: "La session apparaît d’elle-même sur vos tablettes enrôlées, même sans réseau ensuite.", "The session appears by itself on your enrolled tablets, without a network from then on.";
        to_tablets: "Voir les tablettes", "See the tablets";
        paper: "Sur papier", "On paper";
        paper_text: "Aussi en gros caractères et en mots faciles à lire.", "Also in large print and in easy words.";
        to_paper: "Questionnaire à imprimer", "Questionnaire to print";
        to_typing: "Saisir les feuilles", "Type in sheets";
        typing_text: "Au clavier, feuille après feuille, aussi pour les réponses données au téléphone.", "By keyboard, sheet after sheet, also for answers given by telephone.";
        typing_once: "La page de saisie s’ouvre une première fois avec le réseau\u{a0}; gardée en favori, elle s’ouvre ensuite sans lui. Son adresse est réservée à l’équipe.", "The page for typing in opens with the network the first time; kept as a bookmark, it then opens without it. Its address is for the team alone.";
        typed_unnamed: "Comme par le lien du groupe, une feuille ou une réponse par téléphone ne dit pas de qui elle vient\u{a0}: une personne qui a déjà répondu par son lien compterait deux fois. Pour qu’un appel compte au titre de la personne et arrête ses rappels, créez son lien personnel («\u{a0}Envoyer par courriel\u{a0}», «\u{a0}Sans courriel\u{a0}») et répondez-y avec elle.", "As with the group’s link, a sheet or an answer by telephone does not say whose it is: somebody who has answered by their own link would count twice. To put a call to somebody’s account and end their reminders, make their personal link (Send by mail, Without mail) and answer there with them.";
        follow: "Suivi", "Progress";
        results: "Voir les résultats", "See the results";
        import: "Importer des réponses", "Import answers";
        close: "Clore l’enquête", "Close the survey";
        close_title: "Clore cette enquête\u{202f}?", "Close this survey?";
        close_text: "Les liens n’acceptent plus de réponse. Les tablettes livreront encore ce qu’elles gardent. Si l’enquête a moins de cinq réponses, elles rejoignent celles de la prestation pour le trimestre, sans session. Une enquête close ne rouvre pas.", "Links take no more answers. Tablets still deliver what they hold. If the survey has fewer than five answers, they join those of the service for the quarter, without session. A closed survey does not open again.";
        close_done: "Enquête close.", "Survey closed.";
        received: "Reçues", "Received";
        refused: "Refus", "Refusals";
        absent: "Absents", "Absent";
        silent: "Sans réponse", "No answer";
        headcount: "Effectif", "People expected";
        waiting: "Dont en attente du groupe de cinq", "Of which waiting for a group of five";
        abandoned: "Commencées puis laissées", "Begun and left";
        aside: "Mises de côté", "Set aside";
        uncounted: "Effectif non renseigné\u{a0}: personne ne peut manquer ni être de trop. Indiquez-le dans la session.", "No head-count given: nobody can be missing or too many. Enter it in the session.";
        even: "Chaque personne attendue est comptée.", "Everybody expected is accounted for.";
        even_once_sent: "Chaque personne attendue sera comptée quand les tablettes auront tout envoyé.", "Everybody expected is accounted for, once the tablets have delivered.";
        came_by: "Comptées, par", "Counted, by";
        of_session: "Session", "Session";
        dates: "Dates", "Dates";

        poster_title: "Votre avis compte", "Your opinion counts";
        poster_scan: "Scannez ce code avec l’appareil photo de votre téléphone.", "Scan this code with your phone’s camera.";
        poster_minors: "Moins de 18\u{a0}ans\u{202f}? Répondre n’est pas obligatoire et ne change rien pour vous. Le premier écran vous explique tout.", "Under 18? You do not have to answer, and it changes nothing for you. The first screen explains everything.";
        poster_offline: "Pas de réseau dans la salle\u{202f}? Ouvrez le lien une fois avec du réseau\u{a0}: vous pourrez ensuite répondre sans.", "No network in the room? Open the link once with a network: you can then answer without.";
        poster_tablet: "Sans téléphone\u{202f}? Demandez la tablette.", "No phone? Ask for the tablet.";
        poster_lang: "Langue de l’affiche", "Language of the poster";
        print: "Imprimer", "Print";
        back: "Revenir à l’enquête", "Back to the survey";
    }
    with {
        // Where everybody is, and how many are without an answer.
        custody: fn(&Custody, u32) -> String =
            |sum, silent| {
                let Custody { headcount, received, on_tablets, refused, absent } = *sum;
                let (all, r, a) = (s(Fr, headcount), s(Fr, received), s(Fr, absent));
                format!("{headcount} attendu{all} = {received} reçue{r} + {on_tablets} sur tablette + {refused} refus + {absent} absent{a} + {silent} sans réponse")
            },
            |sum, silent| {
                let Custody { headcount, received, on_tablets, refused, absent } = *sum;
                format!("{headcount} expected = {received} received + {on_tablets} on tablets + {refused} refused + {absent} absent + {silent} without an answer")
            };
        more_than: fn(u32) -> String =
            |n| format!("Plus de réponses que de personnes\u{a0}: {n} de trop. Corrigez l’effectif ou les absents de la session."),
            |n| format!("More answers than people: {n} too many. Correct the session’s head-count or absences.");
        silent_open: fn(u32) -> String =
            |n| if one(Fr, n as usize) { "Une personne manque\u{a0}: proposez-lui encore de répondre, ou notez son refus ou son absence sur la tablette.".to_owned() } else { format!("{n} personnes manquent\u{a0}: proposez-leur encore de répondre, ou notez refus et absences sur la tablette.") },
            |n| if one(En, n as usize) { "One person is missing: ask them again, or note a refusal or an absence on the tablet.".to_owned() } else { format!("{n} people are missing: ask them again, or note refusals and absences on the tablet.") };
        // Its name, how many people, and when it said so.
        tablet_holds: fn(&str, u32, &str) -> String =
            |name, n, when| format!("{name}\u{a0}: {n} pas encore reçue{}, dit par la tablette le {when}. Donnez-lui du réseau.", s(Fr, n)),
            |name, n, when| format!("{name}: {n} not received yet, as the tablet said on {when}. Give it a network.");
        tablet_holds_some: fn(&str, u32, &str) -> String =
            |name, n, when| format!("{name}\u{a0}: {n} envoi{} en attente le {when}, peut-être de cette enquête. Donnez-lui du réseau.", s(Fr, n)),
            |name, n, when| format!("{name}: {n} item{} waiting on {when}, perhaps of this survey. Give it a network.", s(En, n));
        // Names of tablets, and how many more.
        quiet: fn(&str, usize) -> String =
            |names, more| match more {
                0 => format!("Sans nouvelles depuis la session\u{a0}: {names}. Des réponses peuvent y attendre\u{a0}: donnez-leur du réseau."),
                _ => format!("Sans nouvelles depuis la session\u{a0}: {names} et {more} autre{}. Des réponses peuvent y attendre\u{a0}: donnez-leur du réseau.", s(Fr, more as u32)),
            },
            |names, more| match more {
                0 => format!("Not heard of since the session: {names}. Answers may wait there: give them a network."),
                _ => format!("Not heard of since the session: {names} and {more} more. Answers may wait there: give them a network."),
            };
        received_of: fn(u32, u32) -> String =
            |n, of| if one(Fr, n as usize) { format!("{n} réponse sur {of} personnes présentes") } else { format!("{n} réponses sur {of} personnes présentes") },
            |n, of| if one(En, n as usize) { format!("{n} answer of {of} people present") } else { format!("{n} answers of {of} people present") };
        // Minutes, and whether it is written in French and in English.
        poster_text: fn(u32, [bool; 2]) -> String =
            |n, written| format!("{n}\u{a0}minute{} environ, {}.", s(Fr, n), match written {
                [true, true] => "en français ou en anglais",
                [false, true] => "en anglais",
                _ => "en français",
            }),
            |n, written| format!("About {n} minute{}, in {}.", s(En, n), match written {
                [true, true] => "French or English",
                [false, true] => "English",
                _ => "French",
            });
        poster_privacy: fn(Privacy) -> &'static str =
            |privacy| match privacy {
                Privacy::Anonyme => "Vos réponses sont anonymes\u{a0}: personne ne saura qui a dit quoi.",
                Privacy::Confidentiel => "Vos réponses sont confidentielles\u{a0}: l’organisme peut savoir qui a répondu, jamais qui a dit quoi.",
                Privacy::Nominatif => "Par ce lien, vos réponses ne portent pas votre nom.",
            },
            |privacy| match privacy {
                Privacy::Anonyme => "Your answers are anonymous: nobody will know who said what.",
                Privacy::Confidentiel => "Your answers are confidential: the provider may know who answered, never who said what.",
                Privacy::Nominatif => "By this link, your answers do not bear your name.",
            };
        poster_contact: fn(&str) -> String =
            |contact| format!("Vos données\u{a0}: {contact}"),
            |contact| format!("Your data: {contact}");
    }
}
