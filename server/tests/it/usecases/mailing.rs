//! Mail through an SMTP server: invitations, reminders, who gets none, two servers on one database.

use super::{Started, Tablet, World, answers, people::contact};
use crate::smtp::Smtp;
use api::outreach::ContactEdit;
use domain::{Lang, campaign::Privacy, contact::Contact};
use server::service::{App, Failure, Settings};
use std::sync::Arc;

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
            .campaign(30, |campaign| campaign.privacy = privacy)
            .await;
        let plan = self.lead.granted().unwrap();
        self.app.send_mail(&plan, started.id).await.unwrap();
        started
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
    first.asks(Privacy::Confidentiel).await;
    let (second, _) = super::open_on(store, settings()).await;
    let send = |app: Arc<App>| tokio::spawn(async move { app.send_due().await.unwrap() });
    let (one, other) = (send(first.app.clone()), send(second));
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    assert_eq!(one + other, 20);
    let mut to: Vec<_> = smtp.taken().into_iter().map(|mail| mail.to).collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 20);
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
