//! The one transaction that writes an organisation's database.

use super::{
    kept::{DecisionRow, ForgottenRow, QuarantineRow, SetAsideRow, subject_id},
    read,
    rows::{
        AsideRow, CheckpointRow, ItemRow, OpRow, ReducedRow, SecretRow, SeenRow, TallyRow,
        WaitingRow,
    },
};
use crate::{
    StoreError,
    db::Db,
    error::MOVED,
    people::{removal_id, seat_id},
    rows::uuid_id,
};
use domain::retention::Removal;
use ledger::Commit;
use surrealdb::types::{SurrealValue, Variables};

/// Writes the head first: whoever else writes it conflicts, so numbers follow commits.
const OPEN: &str = "BEGIN;
    LET $moved = (UPDATE head:main SET rev = $rev + 1, seq = $seq, chain = $chain, frontier = $frontier,
                  epoch = $epoch ?? epoch WHERE rev = $rev RETURN VALUE rev);
    IF array::len($moved) != 1 { THROW $moved_message };
";

/// The statements a commit needs, and their parameters.
struct Text {
    text: String,
    bound: Variables,
}

impl Text {
    /// `statement` runs when there is something to write. INSERT without IGNORE fails on an id that is there.
    fn each<T: SurrealValue>(&mut self, name: &str, statement: &'static str, rows: Vec<T>) {
        if !rows.is_empty() {
            self.text.push_str(statement);
            self.bound.insert(name, rows);
        }
    }
}

pub(super) async fn commit(db: &Db, commit: &Commit) -> Result<(), StoreError> {
    let mut text = Text {
        text: OPEN.to_owned(),
        bound: Variables::new(),
    };
    text.bound.insert("rev", commit.at.cast_signed());
    text.bound.insert("seq", commit.head.seq.cast_signed());
    text.bound
        .insert("chain", sync::hash::hex(&commit.head.chain));
    text.bound
        .insert("frontier", commit.head.frontier.to_text());
    text.bound.insert("epoch", commit.epoch.clone());
    text.bound.insert("moved_message", MOVED);
    log(&mut text, commit)?;
    let secrets = commit.secrets.iter().map(SecretRow::of).collect();
    text.each(
        "secrets",
        "INSERT INTO secret $secrets RETURN NONE;",
        secrets,
    );
    if let Some(checkpoint) = &commit.checkpoint {
        let row = CheckpointRow::of(checkpoint)?;
        text.each(
            "checkpoint",
            "INSERT INTO checkpoint $checkpoint ON DUPLICATE KEY UPDATE token = $input.token RETURN NONE;",
            vec![row],
        );
    }
    intake(&mut text, commit)?;
    if let Some(removed) = commit.removed {
        let Removal {
            answers, refused, ..
        } = removed.removal;
        text.bound.insert("removal", removal_id(removed.day));
        text.bound.insert("answers", i64::from(answers));
        text.bound.insert("refused", i64::from(refused));
        text.text
            .push_str("UPSERT $removal SET answers += $answers, refused += $refused RETURN NONE;");
    }
    text.text.push_str("COMMIT;");
    db.run(&text.text, text.bound.into()).await.map(|_| ())
}

fn log(text: &mut Text, commit: &Commit) -> Result<(), StoreError> {
    let ops: Vec<OpRow> = commit.ops.iter().map(OpRow::of).collect();
    text.each("ops", "INSERT INTO op $ops RETURN NONE;", ops);
    let reduced: Vec<ReducedRow> = commit.reduced.iter().map(ReducedRow::of).collect();
    text.each(
        "reduced",
        "FOR $one IN $reduced { UPDATE $one.id SET body = $one.body, salt = $one.salt RETURN NONE };",
        reduced,
    );
    let seen: Vec<SeenRow> = commit.ops.iter().map(SeenRow::of).collect();
    text.each("seen", "INSERT INTO seen $seen RETURN NONE;", seen);
    let aside: Result<Vec<_>, _> = commit
        .set_aside
        .iter()
        .map(|held| SetAsideRow::of(held.op.id, std::slice::from_ref(held)))
        .collect();
    text.each(
        "aside",
        "FOR $one IN $aside { UPSERT $one.id SET held += $one.held RETURN NONE };",
        aside?,
    );
    let held: Result<Vec<_>, _> = commit
        .held
        .iter()
        .map(|(id, held)| SetAsideRow::of(*id, held))
        .collect();
    text.each(
        "held",
        "FOR $one IN $held {
            UPDATE $one.id SET held = $one.held RETURN NONE;
            DELETE $one.id WHERE array::len(held) = 0 RETURN NONE;
        };",
        held?,
    );
    let back = commit.taken_back.iter();
    text.bound.insert("orphan", read::ORPHAN.to_owned());
    text.each(
        "back",
        "FOR $id IN $back {
            UPDATE $id SET held = held[WHERE code != $orphan] RETURN NONE;
            DELETE $id WHERE array::len(held) = 0 RETURN NONE;
        };",
        back.map(|id| uuid_id("set_aside", id.0)).collect(),
    );
    if let Some((device, cursor)) = commit.cursor {
        text.bound.insert("device", uuid_id("cursor", device.0));
        text.bound.insert("cseq", cursor.cseq.cast_signed());
        let hash = cursor.hash.map(|hash| sync::hash::hex(&hash));
        text.bound.insert("hash", hash);
        text.text
            .push_str("UPSERT $device SET cseq = $cseq, hash = $hash RETURN NONE;");
    }
    Ok(())
}

fn intake(text: &mut Text, commit: &Commit) -> Result<(), StoreError> {
    let items = commit.items.iter();
    text.each(
        "items",
        "INSERT INTO item $items ON DUPLICATE KEY UPDATE others = $input.others, counted = $input.counted RETURN NONE;",
        items.map(|(id, trace)| ItemRow::of(*id, trace)).collect(),
    );
    kept(text, commit);
    text.each(
        "seats",
        "UPDATE $seats SET spent = true RETURN NONE;",
        commit.spent.iter().map(seat_id).collect(),
    );
    let wait: Result<Vec<_>, _> = commit.wait.iter().map(WaitingRow::of).collect();
    text.each("wait", "INSERT INTO pending $wait RETURN NONE;", wait?);
    let gone = commit.stop_waiting.iter();
    text.each(
        "gone",
        "DELETE $gone RETURN NONE;",
        gone.map(|id| uuid_id("pending", *id)).collect(),
    );
    let tallies = commit.tallies.iter();
    text.each(
        "tallies",
        "FOR $tally IN $tallies { UPSERT $tally.id CONTENT $tally RETURN NONE };",
        tallies
            .map(|(id, tally)| TallyRow::of(*id, tally))
            .collect(),
    );
    Ok(())
}

/// What is kept of what was refused, and what was decided of it.
fn kept(text: &mut Text, commit: &Commit) {
    let quarantine: Vec<QuarantineRow> = commit.quarantine.iter().map(QuarantineRow::of).collect();
    text.each(
        "quarantine",
        "INSERT INTO quarantine $quarantine RETURN NONE;",
        quarantine,
    );
    text.each(
        "accepted",
        "DELETE $accepted RETURN NONE;",
        commit
            .accepted
            .iter()
            .map(|one| subject_id("quarantine", one))
            .collect(),
    );
    text.each(
        "dismissed",
        "UPDATE $dismissed SET dismissed = true, campaign = NONE RETURN NONE;",
        commit
            .dismissed
            .iter()
            .map(|one| subject_id("quarantine", one))
            .collect(),
    );
    let decisions = commit.decisions.iter();
    text.each(
        "decisions",
        "FOR $one IN $decisions { UPSERT $one.id SET made += $one.made, removed = NONE RETURN NONE };",
        decisions
            .map(|(subject, decision)| DecisionRow::of(subject, decision))
            .collect(),
    );
    let forgotten = commit.forgotten.iter();
    text.each(
        "forgotten",
        "FOR $one IN $forgotten {
            DELETE $one.item RETURN NONE;
            UPSERT $one.decision SET made = made ?? [], removed = $one.day RETURN NONE;
        };",
        forgotten
            .map(|(subject, day)| ForgottenRow::of(subject, *day))
            .collect(),
    );
    let aside = commit.aside.iter();
    text.each(
        "asides",
        "FOR $one IN $asides { UPSERT $one.id CONTENT $one RETURN NONE };",
        aside
            .map(|(source, aside)| AsideRow::of(*source, aside))
            .collect(),
    );
}
