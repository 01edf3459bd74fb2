//! The trainer's side of the tablet: enrolment, today's sessions, head-count, where the data is.

use crate::catalogue;
use domain::{
    campaign::{Stakeholder, Wave},
    custody::{Balance, Custody},
};
use intake::device::OnTablet;

catalogue! {
    Trainer {
        enrol_title: "Relier cette tablette", "Link this tablet";
        enrol_text:
            "Tapez le code affiché dans Boucle, page Tablettes. Il ne sert qu’une fois.",
            "Type the code shown in Boucle, on the Tablets page. It works once.";
        code: "Code", "Code";
        enrol: "Relier la tablette", "Link the tablet";
        code_refused:
            "Ce code n’est pas valable ou a déjà servi. Demandez-en un nouveau.",
            "This code is not valid or has been used. Ask for a new one.";
        code_offline:
            "Pas de réponse du serveur. Vérifiez le réseau de la tablette, puis réessayez.",
            "The server does not answer. Check the tablet’s network, then try again.";
        code_busy:
            "Le serveur a trop à faire. Attendez une minute, puis réessayez.",
            "The server has too much to do. Wait a minute, then try again.";
        busy:
            "Le serveur a trop à faire pour l’instant. Rien n’est perdu, la tablette réessaiera.",
            "The server has too much to do for now. Nothing is lost, the tablet will try again.";
        insecure:
            "Cette adresse n’est pas sûre (https)\u{a0}: la tablette ne marchera pas sans réseau. Ouvrez Boucle par son adresse en https, ou demandez à la personne qui gère le serveur d’installer un certificat.",
            "This address is not secure (https): the tablet will not work without a network. Open Boucle at its https address, or ask whoever runs the server to install a certificate.";
        today: "Aujourd’hui", "Today";
        nothing_today: "Aucune session aujourd’hui.", "No session today.";
        nothing_today_text:
            "Une session apparaît ici quand l’équipe ouvre son enquête dans Boucle et que la tablette a du réseau.",
            "A session appears here once the team opens its survey in Boucle and the tablet has a network.";
        other_days: "Autres jours", "Other days";
        test: "Essai", "Trial";
        open: "Ouvrir", "Open";
        sessions: "Sessions", "Sessions";
        headcount: "Effectif prévu", "People expected";
        absent: "Absents", "Absent";
        refused: "Refus", "Refusals";
        refused_stays:
            "Un refus enregistré ne se retire plus\u{a0}: n’ajoutez que ceux qu’on vous a dits. Ceux qui l’ont choisi à l’écran sont déjà comptés.",
            "A refusal that was saved stays: add only those you were told. Those chosen on the screen are counted already.";
        custody_never_told:
            "Le serveur n’a pas encore dit ce qu’il compte d’ailleurs\u{a0}: voici ce que sait cette tablette.",
            "The server has not said yet what it counts from elsewhere: this is what the tablet knows.";
        fewer: "un de moins", "one fewer";
        more: "un de plus", "one more";
        correct: "Enregistrer ces nombres", "Save these numbers";
        corrected: "Enregistré sur cette tablette.", "Saved on this tablet.";
        absent_too_many:
            "Absents et refus ne peuvent pas être plus nombreux que l’effectif.",
            "There cannot be more people absent or refusing than expected.";
        hand_over: "Passer la tablette", "Hand the tablet round";
        hand_over_text:
            "Chaque personne répond, puis l’écran se remet au début. Pour revenir ici, gardez le doigt sur le cadenas.",
            "Each person answers, then the screen starts over. To come back here, press and hold the padlock.";
        all_received: "Tout est reçu par le serveur", "Everything has reached the server";
        rest_received: "Le reste est reçu par le serveur", "The rest has reached the server";
        never_in_touch: "pas encore d’échange", "not in touch yet";
        refused_title: "Gardé ici, à vérifier", "Kept here, to check";
        refused_text:
            "Le serveur n’a pas voulu de ces envois. Ils restent sur cette tablette\u{a0}: prévenez la personne qui gère Boucle.",
            "The server would not take these. They stay on this tablet: tell whoever looks after Boucle.";
        aside_title: "Reçu par le serveur, gardé à part", "Received by the server, kept apart";
        aside_text:
            "Rien ne manque\u{a0}: l’équipe décide si cela compte, page «\u{202f}À vérifier\u{202f}».",
            "Nothing is missing: the team decides whether it counts, on the page “To check”.";
        aside_seen: "J’ai compris", "I understand";
        leave_text:
            "La tablette revient à l’espace formateur. Les réponses terminées sont gardées.",
            "The tablet goes back to the trainer’s area. Finished answers are kept.";
        leave: "Quitter", "Leave";
        pin: "Code pour quitter", "Code to leave";
        pin_wrong:
            "Ce n’est pas le code de cette tablette. S’il est perdu, reliez-la avec un nouveau code de la page Tablettes.",
            "This is not the code of this tablet. If it is lost, link the tablet again with a new code from the Tablets page.";
        send_again: "Envoyer à nouveau", "Send again";
        device_unknown:
            "Le serveur ne reconnaît plus cette tablette. Reliez-la à nouveau\u{a0}: les réponses gardées ici partiront ensuite.",
            "The server no longer knows this tablet. Link it again: the answers kept here will leave after that.";
        device_revoked:
            "Cette tablette a été retirée\u{a0}: elle ne reçoit plus de session. Ce qu’elle garde part au serveur, mis de côté\u{202f}; l’équipe décide de l’accepter. Pour recueillir de nouvelles réponses, reliez-la à nouveau.",
            "This tablet was revoked: it gets no more sessions. What it holds goes to the server, set aside; the team decides whether to accept it. To collect new answers, link it again.";
        link_again: "Relier à nouveau", "Link again";
        storage_full:
            "La mémoire de la tablette est pleine\u{a0}: plus rien ne peut y être enregistré. Libérez de la place avant de la passer.",
            "The tablet’s storage is full: nothing more can be saved. Free some space before handing it round.";
        storage_broken:
            "La mémoire de la tablette ne répond pas\u{a0}: rien ne part pour l’instant. Fermez toutes les pages de Boucle, puis rouvrez celle-ci\u{202f}; n’effacez pas les données du navigateur.",
            "The tablet’s storage does not answer: nothing is being sent for now. Close every Boucle page, then open this one again; do not clear the browser’s data.";
        lost_button: "J’ai prévenu l’équipe", "I told the team";
        update_ready: "Une nouvelle version est prête.", "A new version is ready.";
        update: "Mettre à jour", "Update";
    }
    with {
        tally: fn(u32, u32) -> String =
            |answered, expected| {
                let verb = if answered < 2 { " a répondu" } else { " ont répondu" };
                let (n, of) = (answered.to_string(), expected.to_string());
                match answered > expected {
                    true => [&n, verb, ", pour ", &of, " attendues"].concat(),
                    false => [&n, " sur ", &of, verb].concat(),
                }
            },
            |answered, expected| {
                let (n, of) = (answered.to_string(), expected.to_string());
                match answered > expected {
                    true => [&n, " answered, ", &of, " expected"].concat(),
                    false => [&n, " of ", &of, " answered"].concat(),
                }
            };
        // Where everybody is.
        custody: fn(&OnTablet) -> String =
            |now| sum(now, [
                [" personne attendue", " personnes attendues"],
                [" reçue par le serveur", " reçues par le serveur"],
                [" gardée ici, pas encore envoyée", " gardées ici, pas encore envoyées"],
                [" sur une autre tablette", " sur d’autres tablettes"],
                [" refus", " refus"],
                [" absent", " absents"],
                [" sans réponse", " sans réponse"],
            ]),
            |now| sum(now, [
                [" expected", " expected"],
                [" received by the server", " received by the server"],
                [" kept here, not sent yet", " kept here, not sent yet"],
                [" on another tablet", " on other tablets"],
                [" refused", " refused"],
                [" absent", " absent"],
                [" without an answer", " without an answer"],
            ]);
        custody_advice: fn(Balance) -> String =
            |balance| match balance {
                Balance::Uncounted => "Combien de personnes attendez-vous\u{202f}? Indiquez l’effectif ci-dessous\u{a0}: on saura qui manque.".to_owned(),
                Balance::Even => "Chaque personne attendue est comptée.".to_owned(),
                Balance::Silent(1) => "Il manque une personne\u{a0}: proposez-lui la tablette, ou notez ci-dessous son refus ou son absence.".to_owned(),
                Balance::Silent(n) => ["Il manque ", &n.to_string(), " personnes\u{a0}: proposez-leur la tablette, ou notez ci-dessous refus et absences."].concat(),
                Balance::Over(n) => ["Plus de réponses que de personnes\u{a0}: ", &n.to_string(), " de trop. Corrigez l’effectif ou les absents ci-dessous."].concat(),
            },
            |balance| match balance {
                Balance::Uncounted => "How many people do you expect? Enter the number below: it will show who is missing.".to_owned(),
                Balance::Even => "Everybody expected is accounted for.".to_owned(),
                Balance::Silent(1) => "One person is missing: offer them the tablet, or note a refusal or an absence below.".to_owned(),
                Balance::Silent(n) => [&n.to_string(), " people are missing: offer them the tablet, or note refusals and absences below."].concat(),
                Balance::Over(n) => ["More answers than people: ", &n.to_string(), " too many. Correct the people expected or absent below."].concat(),
            };
        // The same in a few words.
        balance: fn(Balance) -> String =
            |balance| match balance {
                Balance::Uncounted => "Effectif à indiquer".to_owned(),
                Balance::Even => "Tout le monde est compté".to_owned(),
                Balance::Silent(n) => [&n.to_string(), " sans réponse"].concat(),
                Balance::Over(n) => [&n.to_string(), " de plus que l’effectif\u{a0}: à corriger"].concat(),
            },
            |balance| match balance {
                Balance::Uncounted => "People expected: to be entered".to_owned(),
                Balance::Even => "Everybody is accounted for".to_owned(),
                Balance::Silent(n) => [&n.to_string(), " without an answer"].concat(),
                Balance::Over(n) => [&n.to_string(), " more than expected: to be corrected"].concat(),
            };
        custody_aside: fn(u32) -> String =
            |n| ["Le serveur en garde ", &n.to_string(), " à part, que l’équipe doit encore accepter\u{a0}: hors de ce compte."].concat(),
            |n| ["The server keeps ", &n.to_string(), " apart for the team to accept: not in this count."].concat();
        custody_told: fn(&str) -> String =
            |when| ["Ce que le serveur compte, dit le ", when, ". Ce que fait cette tablette s’y ajoute aussitôt."].concat(),
            |when| ["What the server counts, as of ", when, ". What this tablet does is added at once."].concat();
        // Whose survey it is, and of which moment.
        asked: fn(Stakeholder, Wave) -> String =
            |who, wave| {
                let who = match who {
                    Stakeholder::Beneficiary => "Bénéficiaires",
                    Stakeholder::Company => "Entreprise",
                    Stakeholder::Team => "Équipe pédagogique",
                    Stakeholder::Funder => "Financeur",
                    Stakeholder::Tutor => "Maître d’apprentissage",
                    Stakeholder::Principal => "Donneur d’ordres",
                };
                let wave = match wave {
                    Wave::Positioning => "avant la session",
                    Wave::Mid => "à mi-parcours",
                    Wave::Hot => "à chaud",
                    Wave::Cold => "à froid",
                    Wave::Yearly => "annuelle",
                    Wave::Term => "trimestrielle",
                };
                [who, ", ", wave].concat()
            },
            |who, wave| {
                let who = match who {
                    Stakeholder::Beneficiary => "Beneficiaries",
                    Stakeholder::Company => "Company",
                    Stakeholder::Team => "Teaching team",
                    Stakeholder::Funder => "Funder",
                    Stakeholder::Tutor => "Apprentice’s tutor",
                    Stakeholder::Principal => "Principal",
                };
                let wave = match wave {
                    Wave::Positioning => "before the session",
                    Wave::Mid => "mid-course",
                    Wave::Hot => "end of session",
                    Wave::Cold => "months later",
                    Wave::Yearly => "yearly",
                    Wave::Term => "each term",
                };
                [who, ", ", wave].concat()
            };
        waiting: fn(u32) -> String =
            |count| ["En attente d’envoi (", &count.to_string(), ")"].concat(),
            |count| ["Waiting to be sent (", &count.to_string(), ")"].concat();
        sending: fn(u32, u32) -> String =
            |sent, of| ["Envoi en cours\u{a0}: ", &sent.to_string(), " sur ", &of.to_string()].concat(),
            |sent, of| ["Sending: ", &sent.to_string(), " of ", &of.to_string()].concat();
        last_contact: fn(&str) -> String =
            |when| ["dernier échange\u{a0}: ", when].concat(),
            |when| ["last in touch: ", when].concat();
        clock: fn(&str) -> String =
            |off| ["Horloge\u{a0}: ", off].concat(),
            |off| ["Clock: ", off].concat();
        nearly_full: fn(u32) -> String =
            |waiting| ["La mémoire de la tablette est presque pleine. Connectez-la pour envoyer ce qui attend (", &waiting.to_string(), ")."].concat(),
            |waiting| ["The tablet’s storage is nearly full. Connect it to send what is waiting (", &waiting.to_string(), ")."].concat();
        // How many items; 0 when nobody can tell.
        lost: fn(u32) -> String =
            |count| match count {
                0 => "La mémoire de cette tablette a été vidée. Si des réponses attendaient d’être envoyées, elles sont perdues. Prévenez l’équipe.".to_owned(),
                _ => ["La mémoire de cette tablette a été vidée. Éléments qui n’étaient pas encore envoyés\u{a0}: ", &count.to_string(), ". Prévenez l’équipe."].concat(),
            },
            |count| match count {
                0 => "This tablet’s storage was wiped. If answers were waiting to be sent, they are lost. Tell the team.".to_owned(),
                _ => ["This tablet’s storage was wiped. Items that had not been sent yet: ", &count.to_string(), ". Tell the team."].concat(),
            };
        // The server's code.
        exchange_refused: fn(&str) -> String =
            |code| ["Le serveur refuse l’échange pour l’instant (", code, "). Rien n’est perdu, la tablette réessaiera."].concat(),
            |code| ["The server refuses to talk for now (", code, "). Nothing is lost, the tablet will try again."].concat();
        pin_wait: fn(u32) -> String =
            |seconds| ["Trop de codes faux. Un nouvel essai sera possible dans ", &seconds.to_string(), if seconds == 1 { "\u{a0}seconde." } else { "\u{a0}secondes." }].concat(),
            |seconds| ["Too many wrong codes. You can try again in ", &seconds.to_string(), if seconds == 1 { " second." } else { " seconds." }].concat();
        // A refusal's code, of what the server has.
        aside_because: fn(&str) -> &'static str =
            |code| match code {
                "campaign_closed" => "Arrivé après la clôture de l’enquête",
                "link_spent" | "link_unknown" => "Lien personnel ou bandelette qui ne compte plus",
                "not_for_this_tablet" => "Enquête qui n’est pas confiée à cette tablette",
                "device_revoked" => "Tablette retirée",
                _ => "Autre raison, que l’équipe voit",
            },
            |code| match code {
                "campaign_closed" => "Came after the survey had closed",
                "link_spent" | "link_unknown" => "Personal link or strip that no longer counts",
                "not_for_this_tablet" => "Survey that this tablet is not for",
                "device_revoked" => "Revoked tablet",
                _ => "Another reason, which the team can see",
            };
        // A refusal's code.
        refused_because: fn(&str) -> &'static str =
            |code| match code {
                "campaign_closed" => "Enquête close",
                "too_large" => "Trop volumineux",
                "too_long" => "Trop long",
                "quarantine_full" => "Le serveur garde déjà trop de données refusées\u{a0}: prévenez l’administrateur",
                _ => "Illisible pour le serveur",
            },
            |code| match code {
                "campaign_closed" => "Survey closed",
                "too_large" => "Too large",
                "too_long" => "Too long",
                "quarantine_full" => "The server holds too much refused data already: tell the administrator",
                _ => "The server cannot read it",
            };
    }
}

/// The head-count and what it is made of, each with its name for one (none, in French) and for more.
fn sum(now: &OnTablet, names: [[&str; 2]; 7]) -> String {
    let Custody {
        headcount,
        received,
        refused,
        absent,
        ..
    } = now.sum;
    let silent = now.sum.silent();
    let counts = [
        headcount,
        received,
        now.here,
        now.elsewhere,
        refused,
        absent,
        silent,
    ];
    let terms = counts.into_iter().zip(names).enumerate();
    // There may be no other tablet.
    let terms = terms.filter(|(at, (count, _))| *at != 3 || *count > 0);
    let mut text = String::new();
    for (at, (count, [one, more])) in terms {
        text += match at {
            0 => "",
            1 => " = ",
            _ => " + ",
        };
        text += &count.to_string();
        text += if count < 2 { one } else { more };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_the_server_refuses_an_item_has_its_sentence() {
        for words in [&FR, &EN] {
            let unknown = (words.refused_because)("unknown");
            for code in [
                "campaign_closed",
                "too_large",
                "too_long",
                "quarantine_full",
            ] {
                assert_ne!((words.refused_because)(code), unknown, "{code}");
            }
        }
    }
}
