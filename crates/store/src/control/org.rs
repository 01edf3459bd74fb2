//! Organisations.

use super::{
    Control,
    access::counter,
    account::{Account, Member, Org},
    rows::{AccountRow, EmailRow, MemberRow, OrgRow},
};
use crate::{StoreError, db::bound, rows::uuid_id};
use domain::{ids::OrgId, role::Role};
use surrealdb::types::{RecordId, Uuid as RowUuid};

impl Control {
    pub async fn orgs(&self) -> Result<Vec<Org>, StoreError> {
        let mut rows = self
            .db
            .run("SELECT * FROM org ORDER BY id", bound!())
            .await?;
        rows.all::<OrgRow>(0)?
            .into_iter()
            .map(OrgRow::read)
            .collect()
    }

    /// Changes what its people may change of it.
    pub async fn change_org(&self, org: &Org) -> Result<(), StoreError> {
        let text = "UPDATE $id SET name = $org.name, contact = $org.contact, zone = $org.zone,
            territory = $org.territory, links_months = $org.links_months,
            contacts_months = $org.contacts_months, answers_months = $org.answers_months,
            refused_months = $org.refused_months RETURN NONE";
        let run = self.db.run_again(text, || {
            bound! {
                "id" = uuid_id("org", org.id.0),
                "org" = OrgRow::of(org),
            }
        });
        run.await.map(|_| ())
    }

    /// The demo organisation with people of its own, who never sign in, and people who may look.
    ///
    /// # Errors
    /// `Exists` when there is one.
    pub async fn create_demo(
        &self,
        org: &Org,
        people: &[(Account, Role)],
        members: &[Member],
    ) -> Result<(), StoreError> {
        let text = "BEGIN;
            CREATE demo:only SET org = $org_uuid RETURN NONE;
            INSERT INTO org $org RETURN NONE;
            INSERT INTO email $emails RETURN NONE;
            INSERT INTO account $accounts RETURN NONE;
            INSERT INTO member $members RETURN NONE;
            COMMIT;";
        let own = people.iter().map(|(account, role)| Member {
            org: org.id,
            person: account.person,
            role: *role,
            withdrawn: false,
        });
        let members: Vec<Member> = own.chain(members.iter().copied()).collect();
        let run = self.db.run_again(text, || {
            let accounts = people.iter().map(|(account, _)| account);
            bound! {
                "org_uuid" = RowUuid::from(org.id.0),
                "org" = OrgRow::of(org),
                "emails" = accounts.clone().map(EmailRow::of).collect::<Vec<_>>(),
                "accounts" = accounts.map(AccountRow::of).collect::<Vec<_>>(),
                "members" = members.iter().map(MemberRow::of).collect::<Vec<_>>(),
            }
        });
        run.await.map(|_| ())
    }

    /// Removes an organisation with its memberships, tablets and invitations, accounts that belong nowhere else, and
    /// moves sign-in sessions to `back`, or ends those of people who are no members there.
    pub async fn remove_org(&self, org: OrgId, back: OrgId) -> Result<(), StoreError> {
        let text = "BEGIN;
            LET $people = (SELECT VALUE person FROM member WHERE org = $org);
            DELETE member WHERE org = $org RETURN NONE;
            LET $left = $people.filter(|$p| array::len((SELECT id FROM member WHERE person = $p)) = 0);
            DELETE email WHERE person IN $left RETURN NONE;
            DELETE $left.map(|$p| type::record('account', $p)) RETURN NONE;
            DELETE login WHERE person IN $left RETURN NONE;
            UPDATE login SET org = $back WHERE org = $org RETURN NONE;
            DELETE invitation WHERE org = $org RETURN NONE;
            DELETE access WHERE org = $org RETURN NONE;
            DELETE $counter RETURN NONE;
            LET $tablets = (SELECT VALUE record::id(id) FROM tablet WHERE org = $org);
            DELETE tablet_token WHERE tablet IN $tablets RETURN NONE;
            DELETE enrol WHERE tablet IN $tablets RETURN NONE;
            DELETE tablet WHERE org = $org RETURN NONE;
            DELETE demo WHERE org = $org RETURN NONE;
            DELETE $id RETURN NONE;
            COMMIT;";
        let run = self.db.run_again(text, || {
            bound! {
                "org" = RowUuid::from(org.0),
                "back" = RowUuid::from(back.0),
                "id" = uuid_id("org", org.0),
                "counter" = counter(org),
            }
        });
        run.await.map(|_| ())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let id = RecordId::new("setup", "first");
        let bound = bound! { "id" = id };
        self.db
            .run("SELECT * FROM ONLY $id", bound)
            .await
            .map(|_| ())
    }
}
