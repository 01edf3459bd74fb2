//! What is written to somebody who is asked: who asks, what for, how long it takes, until when, what becomes of the answer,
//! whom to ask about one's data, and how to get no more mail. Plain text, and the same as simple HTML.

use crate::dates::whole;
use domain::{Day, Lang, campaign::Privacy};
use store::people::MailKind;

/// What a letter says.
#[derive(Clone, Debug)]
pub struct Ask {
    pub lang: Lang,
    pub kind: MailKind,
    /// Empty when it is for anybody.
    pub name: String,
    pub organisation: String,
    /// Of the organisation, for questions about data.
    pub contact: String,
    pub session: String,
    /// What the questionnaire is called: a session has several surveys.
    pub survey: String,
    pub minutes: u32,
    pub closes: Day,
    /// The day on which it is read at the earliest.
    pub today: Day,
    pub privacy: Privacy,
    pub privacy_reason: String,
    /// Whether the questionnaire asks for a signature, which names.
    pub signs: bool,
    /// For somebody under fifteen.
    pub minor: bool,
    /// Where to answer; counts once unless the campaign is anonymous.
    pub link: String,
    /// Where to say that one wants no more mail; empty where the server sends none.
    pub stop: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A paragraph, or a link on a line of its own with the words it has in HTML.
enum Part {
    Text(String),
    Link(&'static str, String),
}

/// What a letter says, in one language.
struct Words {
    subject: String,
    hello: String,
    asks: String,
    answer: &'static str,
    until: String,
    /// Said of links that count once.
    once: &'static str,
    privacy: String,
    /// Said to those under fifteen.
    minor: &'static str,
    data: String,
    stop: &'static str,
}

pub fn letter(ask: &Ask) -> Letter {
    let words = match ask.lang {
        Lang::Fr => french(ask),
        Lang::En => english(ask),
    };
    let once = match ask.privacy {
        Privacy::Anonyme => "",
        Privacy::Confidentiel | Privacy::Nominatif => words.once,
    };
    let mut parts = vec![
        Part::Text(words.hello),
        Part::Text(words.asks),
        Part::Link(words.answer, ask.link.clone()),
        Part::Text(words.until + once),
        Part::Text(words.privacy),
    ];
    if ask.minor {
        parts.push(Part::Text(words.minor.to_owned()));
    }
    parts.push(Part::Text(words.data));
    if !ask.stop.is_empty() {
        parts.push(Part::Link(words.stop, ask.stop.clone()));
    }
    Letter {
        subject: words.subject,
        text: text(&parts),
        html: html(ask.lang, &parts),
    }
}

/// Which survey of the session it is about, behind its name.
fn survey(ask: &Ask) -> String {
    match ask.survey.as_str() {
        "" => String::new(),
        survey => format!(" ({survey})"),
    }
}

fn hello(word: &str, name: &str) -> String {
    match name {
        "" => format!("{word},"),
        name => format!("{word} {name},"),
    }
}

fn french(ask: &Ask) -> Words {
    let session = format!("«\u{202f}{}\u{202f}»", ask.session);
    let survey = survey(ask);
    Words {
        subject: match ask.kind {
            MailKind::Invitation => format!("Votre avis sur {session}{survey}"),
            MailKind::Reminder => format!("Rappel\u{a0}: votre avis sur {session}{survey}"),
        },
        hello: hello("Bonjour", &ask.name),
        asks: format!(
            "{} vous demande votre avis sur {session}, pour améliorer ses prestations. Il faut {} minutes environ, et rien n’est obligatoire.",
            ask.organisation, ask.minutes
        ),
        answer: "Donner mon avis",
        until: match ask.today < ask.closes {
            true => format!("Vous pouvez répondre jusqu’au {}.", whole(ask.closes, Lang::Fr)),
            false => format!("C’est le dernier jour\u{a0}: vous pouvez répondre aujourd’hui, {}.", whole(ask.closes, Lang::Fr)),
        },
        once: " Ce lien est pour vous et ne compte qu’une fois.",
        privacy: match ask.privacy {
            Privacy::Anonyme => "Vos réponses sont anonymes\u{a0}: rien ne les relie à vous, pas même l’heure. Nous ne savons pas qui a répondu\u{a0}: si c’est déjà fait, merci, et ne tenez pas compte de ce message.".to_owned(),
            Privacy::Confidentiel if ask.signs => "Le questionnaire demande une signature\u{a0}: elle vous nomme à côté de vos réponses.".to_owned(),
            Privacy::Confidentiel => "Vos réponses sont confidentielles\u{a0}: nous savons si vous avez répondu, pas ce que vous avez répondu.".to_owned(),
            Privacy::Nominatif => format!("Vos réponses porteront votre nom. Pourquoi\u{a0}: {}.", ask.privacy_reason.trim_end_matches('.')),
        },
        minor: "Tu as moins de quinze ans\u{202f}? Montre ce message à tes parents avant de répondre. Personne ne t’en voudra si tu ne réponds pas.",
        data: format!(
            "{}, les corriger ou les faire effacer\u{a0}: {}.",
            match ask.privacy {
                Privacy::Nominatif => "Pour voir vos données",
                _ => "Votre nom et votre adresse ne servent qu’à vous écrire. Pour les voir",
            },
            ask.contact
        ),
        stop: "Ne plus recevoir de courriel",
    }
}

fn english(ask: &Ask) -> Words {
    let session = format!("“{}”", ask.session);
    let survey = survey(ask);
    Words {
        subject: match ask.kind {
            MailKind::Invitation => format!("Your opinion on {session}{survey}"),
            MailKind::Reminder => format!("Reminder: your opinion on {session}{survey}"),
        },
        hello: hello("Hello", &ask.name),
        asks: format!(
            "{} asks for your opinion on {session}, to improve what it offers. It takes about {} minutes, and nothing is compulsory.",
            ask.organisation, ask.minutes
        ),
        answer: "Give my opinion",
        until: match ask.today < ask.closes {
            true => format!("You can answer until {}.", whole(ask.closes, Lang::En)),
            false => format!("This is the last day: you can answer today, {}.", whole(ask.closes, Lang::En)),
        },
        once: " This link is yours and counts once.",
        privacy: match ask.privacy {
            Privacy::Anonyme => "Your answers are anonymous: nothing links them to you, not even the time. We do not know who has answered: if you have, thank you, and please ignore this message.".to_owned(),
            Privacy::Confidentiel if ask.signs => "The questionnaire asks for a signature: it names you beside your answers.".to_owned(),
            Privacy::Confidentiel => "Your answers are confidential: we know whether you answered, not what you answered.".to_owned(),
            Privacy::Nominatif => format!("Your answers will bear your name. Why: {}.", ask.privacy_reason.trim_end_matches('.')),
        },
        minor: "Are you under fifteen? Show this message to your parents before you answer. Nobody will mind if you do not.",
        data: format!(
            "{}, correct or erase them: {}.",
            match ask.privacy {
                Privacy::Nominatif => "To see your data",
                _ => "Your name and address are used to write to you and for nothing else. To see",
            },
            ask.contact
        ),
        stop: "Get no more mail",
    }
}

fn text(parts: &[Part]) -> String {
    let paragraphs = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Link(words, url) => format!("{words}\n{url}"),
    });
    let mut text = paragraphs.collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

fn html(lang: Lang, parts: &[Part]) -> String {
    let paragraphs = parts.iter().map(|part| match part {
        Part::Text(text) => format!("<p>{}</p>", escaped(text)),
        Part::Link(words, url) => {
            let url = escaped(url);
            format!("<p><a href=\"{url}\">{words}</a><br>{url}</p>")
        }
    });
    let lang = match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    };
    let body: String = paragraphs.collect();
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"></head><body>{body}</body></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Ask, letter};
    use domain::{Lang, campaign::Privacy};
    use jiff::civil::date;
    use store::people::MailKind;

    fn ask() -> Ask {
        Ask {
            lang: Lang::Fr,
            kind: MailKind::Invitation,
            name: "Ana <b>".to_owned(),
            organisation: "Atelier & Cie".to_owned(),
            contact: "qualite@example.org".to_owned(),
            session: "Excel avancé".to_owned(),
            survey: "Votre avis à chaud".to_owned(),
            minutes: 3,
            closes: date(2026, 12, 1),
            today: date(2026, 11, 30),
            privacy: Privacy::Confidentiel,
            privacy_reason: String::new(),
            signs: false,
            minor: false,
            link: "https://b.example.org/r/#c=a.b.c".to_owned(),
            stop: "https://b.example.org/stop/a/d".to_owned(),
        }
    }

    #[test]
    fn a_letter_says_all_that_the_notice_must() {
        for lang in [Lang::Fr, Lang::En] {
            let letter = letter(&Ask { lang, ..ask() });
            let all = [
                "Atelier & Cie",
                "Excel avancé",
                "3 minutes",
                "2026",
                "qualite@example.org",
                "#c=a.b.c",
                "/stop/a/d",
            ];
            for said in all {
                assert!(letter.text.contains(said), "{said}: {}", letter.text);
            }
            assert!(
                letter.html.contains("Ana &lt;b&gt;") && letter.html.contains("Atelier &amp; Cie")
            );
        }
        assert!(letter(&ask()).text.contains("1er décembre 2026"));
    }

    /// A weekend moves a reminder to it; a server that was down sends it then.
    #[test]
    fn a_letter_of_the_last_day_says_so() {
        let on = |lang, today| {
            let ask = Ask {
                lang,
                today,
                ..ask()
            };
            letter(&ask).text
        };
        let (before, last) = (date(2026, 11, 30), date(2026, 12, 1));
        assert!(!on(Lang::Fr, before).contains("dernier jour"));
        assert!(on(Lang::Fr, last).contains("C’est le dernier jour"));
        assert!(!on(Lang::En, before).contains("last day"));
        assert!(on(Lang::En, last).contains("This is the last day"));
    }

    /// Two surveys of one session, sent on one day.
    #[test]
    fn the_subject_says_which_survey_it_is() {
        let subject = letter(&ask()).subject;
        assert!(
            subject.contains("Excel avancé") && subject.contains("Votre avis à chaud"),
            "{subject}"
        );
        let unknown = Ask {
            survey: String::new(),
            ..ask()
        };
        assert!(letter(&unknown).subject.ends_with('»'));
    }

    #[test]
    fn each_mode_says_what_is_known_of_whom() {
        let with = |privacy| {
            letter(&Ask {
                privacy,
                privacy_reason: "stage suivi".to_owned(),
                ..ask()
            })
            .text
        };
        assert!(with(Privacy::Anonyme).contains("ne savons pas qui a répondu"));
        assert!(!with(Privacy::Anonyme).contains("une fois"));
        assert!(with(Privacy::Confidentiel).contains("pas ce que vous avez répondu"));
        assert!(with(Privacy::Nominatif).contains("stage suivi"));
        let signed = letter(&Ask {
            signs: true,
            ..ask()
        });
        assert!(signed.text.contains("elle vous nomme"));
        assert!(!signed.text.contains("pas ce que vous avez répondu"));
    }

    /// What is copied to be sent from one's own mailbox.
    #[test]
    fn a_letter_to_anybody_greets_nobody_and_offers_no_end_of_mail_that_nobody_sends() {
        let anybody = letter(&Ask {
            name: String::new(),
            stop: String::new(),
            ..ask()
        });
        assert!(anybody.text.starts_with("Bonjour,\n"), "{}", anybody.text);
        assert!(!anybody.text.contains("Ne plus recevoir"));
    }

    #[test]
    fn a_minor_is_told_to_ask_their_parents() {
        let minor = Ask {
            minor: true,
            ..ask()
        };
        assert!(letter(&minor).text.contains("parents"));
        assert!(!letter(&ask()).text.contains("parents"));
    }
}
