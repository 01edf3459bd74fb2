//! Mail through an SMTP server: invitations, reminders, who gets none, two servers on one database.

use super::{Started, Tablet, World, answers, people::contact};
use crate::smtp::Smtp;
use api::outreach::ContactEdit;
use domain::{
    Lang,
    calendar::cadence::Stakeholder,
    campaign::Privacy,
    contact::{Contact, Lifted},
    entity::{self, EntityKind},
    ids::CampaignId,
    solicitation::{Means, Solicitation, SolicitationKind},
};
use server::service::{App, Failure, Settings};
use std::sync::Arc;
use testkit::day;

async fn world(smtp: &Smtp) -> World {
    let settings = Settings {
        mailer: Some(smtp.mailer()),
        ..super::settings()
    };
    World::of(super::open_with("mem://", settings).await).await
}

impl World {
    async fn asks(&self, privacy: Privacy) -> Started {
        let started = self
            .campaign(30, |campaign| {
                campaign.privacy = privacy;
                campaign.reminders = vec![day("2026-11-23"), day("2026-11-27")];
            })
            .await;
        let plan = self.lead.granted().unwrap();
        self.app.send_mail(&plan, started.id).await.unwrap();
        started
    }

    /// What the log tells of mail: the day, which reminder, and how many people.
    async fn told(&self, campaign: CampaignId) -> Vec<(String, SolicitationKind, u32, u32)> {
        let team = self.team().await;
        let records = team.entities.iter();
        let records = records.filter(|(at, _)| at.kind == EntityKind::Solicitation);
        let mut told: Vec<_> = records
            .map(|(_, record)| entity::read::<Solicitation>(&record.values()).unwrap())
            .filter(|one| one.campaign == campaign && one.means == Means::Email)
            .map(|one| (one.day.to_string(), one.kind, one.number, one.count))
            .collect();
        told.sort_by_key(|(day, _, number, count)| (day.clone(), *number, *count));
        told
    }

    async fn send(&self) -> u32 {
        self.app.send_due().await.unwrap()
    }

    async fn opens(&self, link: &str) -> Result<Tablet, Failure> {
        let respondent = self.app.respondent(None, Some(link)).await?;
        let kit = self.app.kit(&respondent, None).await?;
        Ok(Tablet {
            app: self.app.clone(),
            respondent,
            token: None,
            kit,
        })
    }
}

#[tokio::test]
async fn people_are_invited_then_reminded_until_they_answer() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    let opted_out = Contact {
        opted_out: true,
        ..contact("Dan")
    };
    world.add_person(opted_out).await.unwrap();
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 2);
    let mails = smtp.taken();
    let to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["ana@example.org", "bo@example.org"]);
    assert!(mails[0].text.contains("confidentielles"));
    let stop = format!("/{}>", mails[0].stop());
    let offered = &mails[0].unsubscribe;
    assert!(
        offered.len() == 2 && offered[0].ends_with(&stop),
        "{offered:?}"
    );

    // Asking again asks nobody twice.
    let plan = world.lead.granted().unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(world.app.send_due().await.unwrap(), 0);

    let ana = world.opens(&mails[0].link()).await.unwrap();
    let payload = answers(campaign.id, testkit::answers(3, "avis"));
    let payload = super::once::with_token(payload, &mails[0].link());
    ana.send(vec![ana.seal(1, &payload)]).await;
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    let answered: Vec<_> = mailing.people.iter().map(|one| one.answered).collect();
    assert_eq!(answered, [Some(true), Some(false), Some(false)]);

    world.days_later(3);
    assert_eq!(world.app.send_due().await.unwrap(), 1, "Bo alone");
    let reminder = smtp.taken().remove(0);
    assert_eq!(reminder.to, "bo@example.org");
    assert!(reminder.subject.contains("Rappel"), "{}", reminder.subject);
    world
        .app
        .stop_mail(&world.slug().await, &reminder.stop())
        .await
        .unwrap();
    world.days_later(7);
    assert_eq!(world.app.send_due().await.unwrap(), 0, "Bo has had enough");
}

#[tokio::test]
async fn nobody_is_written_to_at_night_or_on_a_sunday() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    // Friday at four in the afternoon, in Paris.
    world.minutes_later(4 * 60);
    world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 0, "at eight");
    world.days_later(1);
    assert_eq!(world.app.send_due().await.unwrap(), 0, "on Saturday");
    world.days_later(2);
    world.minutes_later(-10 * 60);
    assert_eq!(world.app.send_due().await.unwrap(), 1, "on Monday morning");
}

#[tokio::test]
async fn in_an_anonymous_campaign_everybody_gets_the_shared_link() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world.asks(Privacy::Anonyme).await;
    world.app.send_due().await.unwrap();
    let mail = smtp.taken().remove(0);
    assert_eq!(mail.link(), campaign.link);
    let visitor = world.opens(&mail.link()).await.unwrap();
    visitor.answer(1, campaign.id, "avis").await;
    world.days_later(3);
    assert_eq!(
        world.app.send_due().await.unwrap(),
        1,
        "nobody knows who answered"
    );
}

#[tokio::test]
async fn what_the_mail_server_does_not_take_now_is_sent_later_and_what_it_refuses_is_told() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world
        .import_people(world.session, &["Ana", "Later", "Never"])
        .await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 1, "Ana");
    world.minutes_later(6);
    assert_eq!(world.app.send_due().await.unwrap(), 1, "the second time");
    let plan = world.lead.granted().unwrap();
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    let failed: Vec<_> = mailing.people.iter().map(|one| one.failed).collect();
    assert_eq!(failed, [false, false, true]);
}

#[tokio::test]
async fn an_address_that_the_mail_server_refused_gets_no_more_until_somebody_says_so() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world
        .import_people(world.session, &["Ana", "Never", "Spam"])
        .await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.send().await, 1, "Ana");
    let people = world.contacts(world.session).await.people;
    let refused: Vec<_> = people
        .iter()
        .map(|one| (one.contact.bounced, one.contact.refused_on))
        .collect();
    let today = Some(day("2026-11-20"));
    assert_eq!(refused, [(false, None), (true, today), (false, None)]);

    // The next sending leaves that address out, and asks again whom it was not about.
    let plan = world.lead.granted().unwrap();
    let asked = world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(asked, 2, "Ana, who has hers, and the other");
    let jobs = world.app.mailing(&plan, campaign.id).await.unwrap();
    let waiting: Vec<_> = jobs.people.iter().map(|one| one.next.is_some()).collect();
    assert_eq!(waiting, [true, false, true], "Ana waits for her reminder");

    // Somebody says to try again.
    let never = people[1].clone();
    let edit = ContactEdit {
        session: world.session,
        id: Some(never.id),
        contact: contact("Never"),
        lifted: Lifted {
            bounced: true,
            ..Lifted::default()
        },
    };
    world.app.save_contact(&plan, edit).await.unwrap();
    let asked = world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(asked, 3);
    let never = world.contacts(world.session).await.people.remove(1);
    assert_eq!(never.contact.refused_on, None);
}

#[tokio::test]
async fn a_mail_is_known_by_the_domain_of_its_sender() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    world.asks(Privacy::Confidentiel).await;
    world.send().await;
    let ids: Vec<String> = smtp.taken().into_iter().map(|mail| mail.id).collect();
    assert!(
        ids[0] != ids[1] && ids.iter().all(|id| id.ends_with("@example.org>")),
        "{ids:?}"
    );
}

#[tokio::test]
async fn a_password_that_the_mail_server_does_not_know_loses_no_mail() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Locked"]).await;
    world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 0);
    world.minutes_later(6);
    assert_eq!(
        world.app.send_due().await.unwrap(),
        1,
        "set right meanwhile"
    );
}

#[tokio::test]
async fn a_name_of_two_lines_keeps_no_mail_back() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    let ana = Contact {
        name: "Ana\r\nDiallo".to_owned(),
        ..contact("Ana")
    };
    world.add_person(ana).await.unwrap();
    world.import_people(world.session, &["Bo"]).await;
    world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 2);
}

#[tokio::test]
async fn whoever_mail_did_not_reach_can_be_asked_again() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana", "Never"]).await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.app.send_due().await.unwrap(), 1, "Ana");
    let never = world.contacts(world.session).await.people.remove(1);
    let edit = ContactEdit {
        session: world.session,
        id: Some(never.id),
        contact: contact("Bo"),
        lifted: Lifted::default(),
    };
    let plan = world.lead.granted().unwrap();
    world.app.save_contact(&plan, edit).await.unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(
        world.app.send_due().await.unwrap(),
        1,
        "Bo, and Ana not again"
    );
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    let sent: Vec<_> = mailing
        .people
        .iter()
        .map(|one| (one.sent, one.failed))
        .collect();
    assert_eq!(sent, [(1, false), (1, false)]);
}

#[tokio::test]
async fn two_servers_of_one_database_send_each_mail_once() {
    let smtp = Smtp::start().await;
    let settings = || Settings {
        mailer: Some(smtp.mailer()),
        ..super::settings()
    };
    let store = super::open_store("mem://").await;
    let first = World::of(super::open_on(store.clone(), settings()).await).await;
    let names: Vec<String> = (0..20).map(|n| format!("p{n:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    first.import_people(first.session, &names).await;
    let campaign = first.asks(Privacy::Confidentiel).await;
    let (second, _) = super::open_on(store, settings()).await;
    let send = |app: Arc<App>| tokio::spawn(async move { app.send_due().await.unwrap() });
    let (one, other) = (send(first.app.clone()), send(second));
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    assert_eq!(one + other, 20);
    // A write shows this server what the other one wrote.
    first.campaign(31, |_| {}).await;
    let told = first.told(campaign.id).await;
    let counted: u32 = told.iter().map(|(.., count)| count).sum();
    assert_eq!(
        counted, 20,
        "each mail once, whichever server sent it: {told:?}"
    );
    let mut to: Vec<_> = smtp.taken().into_iter().map(|mail| mail.to).collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 20);
}

#[tokio::test]
async fn without_a_mail_server_every_text_is_whole_and_can_be_copied() {
    let world = World::new().await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let plan = world.lead.granted().unwrap();
    let shared = world.campaign(30, |_| {}).await;
    let text = world.app.mail_preview(&plan, shared.id, Lang::Fr, false);
    let text = text.await.unwrap().text;
    assert!(text.contains(&format!("/r/#c={}\n", shared.link)), "{text}");
    assert!(text.starts_with("Bonjour,\n"), "nobody's name: {text}");
    let own = world
        .campaign(31, |campaign| campaign.privacy = Privacy::Confidentiel)
        .await;
    for one in world.app.personal_links(&plan, own.id).await.unwrap() {
        let (name, text) = (one.contact.contact.name, one.letter.text);
        assert!(text.contains(&format!("Bonjour {name},")), "{text}");
        assert!(text.contains(&format!("/r/#c={}\n", one.link)), "{text}");
        assert!(!one.letter.subject.is_empty() && !text.contains("/stop/"));
    }
}

#[tokio::test]
async fn the_letter_is_shown_and_tried_before_it_is_sent() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    let campaign = world.campaign(30, |_| {}).await;
    let plan = world.lead.granted().unwrap();
    let shown = world.app.mail_preview(&plan, campaign.id, Lang::En, true);
    let shown = shown.await.unwrap();
    assert!(shown.subject.starts_with("Reminder"));
    world
        .app
        .test_mail(&plan, campaign.id, Lang::Fr)
        .await
        .unwrap();
    let mail = smtp.taken().remove(0);
    assert_eq!(mail.to, "camille@example.org");
    assert!(mail.text.contains("Camille Roche"));
}

#[tokio::test]
async fn the_log_tells_how_many_were_asked_and_reminded_and_names_nobody() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana", "Bo"]).await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    world.send().await;
    let friday = "2026-11-20".to_owned();
    let invited = (friday.clone(), SolicitationKind::First, 0, 2);
    assert_eq!(
        world.told(campaign.id).await,
        std::slice::from_ref(&invited)
    );
    world.send().await;
    assert_eq!(world.told(campaign.id).await.len(), 1, "once");

    // Somebody more, the same day: another time of asking.
    world.import_people(world.session, &["Cy"]).await;
    let plan = world.lead.granted().unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    world.send().await;
    let later = (friday, SolicitationKind::First, 0, 1);
    assert_eq!(world.told(campaign.id).await, [later, invited]);

    world.days_later(3);
    world.send().await;
    let reminded = ("2026-11-23".to_owned(), SolicitationKind::Reminder, 1, 3);
    assert_eq!(world.told(campaign.id).await.last(), Some(&reminded));
    let log = serde_json::to_string(&world.log(sync::Scope::Team).await).unwrap();
    assert!(
        !log.contains("example.org") && !log.contains("Ana"),
        "{log}"
    );
}

/// An auditor who looks while one mailbox is full reads who was asked.
#[tokio::test]
async fn what_left_is_told_at_once_though_a_mail_waits_for_another_try() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world
        .import_people(world.session, &["Ana", "Bo", "Later"])
        .await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    assert_eq!(world.send().await, 2);
    let friday = |count| ("2026-11-20".to_owned(), SolicitationKind::First, 0, count);
    assert_eq!(world.told(campaign.id).await, [friday(2)]);
    world.send().await;
    assert_eq!(world.told(campaign.id).await, [friday(2)], "nothing new");
    world.minutes_later(6);
    assert_eq!(world.send().await, 1);
    assert_eq!(world.told(campaign.id).await, [friday(1), friday(2)]);
    world.send().await;
    assert_eq!(world.told(campaign.id).await.len(), 2);
}

#[tokio::test]
async fn a_test_is_no_proof_that_anybody_was_asked() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world.campaign(30, |campaign| campaign.test = true).await;
    let plan = world.lead.granted().unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    assert_eq!(world.send().await, 1);
    assert_eq!(world.told(campaign.id).await, []);
}

#[tokio::test]
async fn reminders_follow_the_days_of_the_campaign_as_they_are_now() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world.asks(Privacy::Confidentiel).await;
    world.send().await;
    let plan = world.lead.granted().unwrap();
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    assert_eq!(mailing.reminder, Some(day("2026-11-23")));
    assert_eq!(mailing.people[0].next, Some(day("2026-11-23")));

    let days = serde_json::json!(["2026-11-26", "2026-11-27"]);
    let kind = EntityKind::Campaign;
    world
        .set(
            kind,
            campaign.id.0,
            Some(campaign.created),
            "reminders",
            days,
        )
        .await;
    world.days_later(3);
    assert_eq!(world.send().await, 0, "not on the 23rd any more");
    world.days_later(4);
    assert_eq!(world.send().await, 1, "two missed days are one reminder");
    world.send().await;
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    assert_eq!((mailing.reminder, mailing.people[0].sent), (None, 2));
    let told = world.told(campaign.id).await;
    assert_eq!(told.last().unwrap().2, 1, "the first that anybody got");
}

#[tokio::test]
async fn without_days_in_its_calendar_a_campaign_reminds_nobody_and_a_closed_one_sends_nothing() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let plan = world.lead.granted().unwrap();
    let silent = world.campaign(31, |campaign| campaign.privacy = Privacy::Confidentiel);
    let silent = silent.await;
    world.app.send_mail(&plan, silent.id).await.unwrap();
    let closed = world.asks(Privacy::Confidentiel).await;
    world.close(&closed).await;
    assert_eq!(world.send().await, 1, "of the one that is open");
    world.days_later(7);
    assert_eq!(world.send().await, 0);
    assert_eq!(world.told(closed.id).await, []);
}

#[tokio::test]
async fn only_those_whom_the_campaign_asks_are_written_to() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let funder = Contact {
        stakeholder: Stakeholder::Funder,
        ..contact("Fin")
    };
    world.add_person(funder).await.unwrap();
    let campaign = world
        .campaign(30, |campaign| campaign.stakeholder = Stakeholder::Funder)
        .await;
    let plan = world.lead.granted().unwrap();
    let mailing = world.app.mailing(&plan, campaign.id).await.unwrap();
    assert_eq!((mailing.people.len(), mailing.others), (1, 1));
    assert_eq!(world.app.send_mail(&plan, campaign.id).await.unwrap(), 1);
    assert_eq!(world.send().await, 1);
    assert_eq!(smtp.taken().remove(0).to, "fin@example.org");
}

#[tokio::test]
async fn an_invitation_waits_for_a_campaign_that_was_put_off() {
    let smtp = Smtp::start().await;
    let world = world(&smtp).await;
    world.import_people(world.session, &["Ana"]).await;
    let campaign = world
        .campaign(30, |campaign| campaign.opens = day("2026-11-23"))
        .await;
    let plan = world.lead.granted().unwrap();
    world.app.send_mail(&plan, campaign.id).await.unwrap();
    let (kind, base) = (EntityKind::Campaign, Some(campaign.created));
    world
        .set(kind, campaign.id.0, base, "opens", "2026-11-25".into())
        .await;
    world.days_later(3);
    assert_eq!(world.send().await, 0);
    world.days_later(2);
    assert_eq!(world.send().await, 1);
}
