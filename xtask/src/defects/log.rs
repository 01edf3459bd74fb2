//! Defects of what becomes of an operation: planning a push, checking it, folding it.

use super::Defect;

const PLAN: &str = "crates/sync/src/plan.rs";
const ACCEPT: &str = "crates/sync/src/accept.rs";
const ENTITY: &str = "crates/sync/src/fold/entity.rs";
const FIELD: &str = "crates/sync/src/fold/field.rs";
const SET: &str = "crates/sync/src/fold/set.rs";

pub(super) const ALL: &[Defect] = &[
    Defect {
        name: "poison-blocks-the-queue",
        file: PLAN,
        edits: &[(
            "Err(refusal) => plan.set_aside(op, refusal, &mut room),",
            "Err(_) => return Err(Stop::Taken),",
        )],
        thread: "enketo/enketo#1010",
        wrong: "one operation that cannot be taken stops all behind it",
    },
    Defect {
        name: "retry-stored-twice",
        file: PLAN,
        edits: &[(
            "let mut held = known(op.id);",
            "let mut held: Vec<Known> = Vec::new();",
        )],
        thread: "formbricks/formbricks#7430",
        wrong: "a push whose answer was lost is planned as new work",
    },
    Defect {
        name: "used-number-accepted",
        file: PLAN,
        edits: &[(
            "if (next && !cursor.precedes(op)) || (!next && !again) {",
            "if next && !again && !cursor.precedes(op) {",
        )],
        thread: "garden-co/classic-jazz#3529",
        wrong: "two copies of a profile write under the same numbers",
    },
    Defect {
        name: "collision-answered-applied",
        file: PLAN,
        edits: &[
            (
                "if (next && !cursor.precedes(op)) || (!next && !again) {",
                "if next && !again && !cursor.precedes(op) {",
            ),
            (
                "        plan.cursor.pass(&op);\n        if let Some(answer)",
                "        if op.cseq <= plan.cursor.cseq && held.is_empty() {\n            let receipt = (plan.head.seq, String::new());\n            plan.results.push(result(&op, OpStatus::Duplicate, None, Some(receipt)));\n            continue;\n        }\n        plan.cursor.pass(&op);\n        if let Some(answer)",
            ),
        ],
        thread: "NodeDB-Lab/nodedb#214",
        wrong: "a copied profile's work under used numbers is dropped, and answered as stored",
    },
    Defect {
        name: "hole-accepted",
        file: PLAN,
        edits: &[(
            "if op.cseq > cursor.cseq + 1 {",
            "if op.cseq > cursor.cseq + 1 && op.prev.is_some() && cursor.hash.is_some() {",
        )],
        thread: "atuinsh/atuin#2879",
        wrong: "numbers that are missing before a push are not asked for: only the highest is compared",
    },
    Defect {
        name: "same-work-taken-for-other",
        file: PLAN,
        edits: &[(
            "Known::Logged(stored) if stored.op.is_same_work(op) => {",
            "Known::Logged(stored) if stored.op == *op => {",
        )],
        thread: "getodk/collect#5317",
        wrong: "what is sent again under new numbers conflicts with itself for good",
    },
    Defect {
        name: "number-given-twice",
        file: PLAN,
        edits: &[("seq: self.head.seq + 1,", "seq: self.head.seq.max(1),")],
        thread: "vlcn-io/cr-sqlite#380",
        wrong: "two operations of one version have the same sequence number",
    },
    Defect {
        name: "wrong-clock-refused",
        file: ACCEPT,
        edits: &[(
            "if op.salt.len() != SALT_BYTES {",
            "if op.wall_ms > 1_900_000_000_000 || op.salt.len() != SALT_BYTES {",
        )],
        thread: "actualbudget/actual#3786",
        wrong: "work from a device with a clock far ahead is refused",
    },
    Defect {
        name: "newer-kinds-refused",
        file: ACCEPT,
        edits: &[(
            "Err(Refusal::UnknownKind) => return Ok(()),",
            "Err(Refusal::UnknownKind) => return Err(Refusal::UnknownKind),",
        )],
        thread: "getodk/collect#5947",
        wrong: "what a newer program writes does not get into the log",
    },
    Defect {
        name: "out-of-order-move-refused",
        file: ACCEPT,
        edits: &[(
            "Err(Refusal::IllegalMove) => Ok(()),",
            "Err(Refusal::TooLong) => Ok(()),",
        )],
        thread: "getodk/central#802",
        wrong: "a status set from an outdated one is refused",
    },
    Defect {
        name: "newest-clock-wins",
        file: FIELD,
        edits: &[(
            "let from_here = self.is_what_was_seen(seen, by.actor);",
            "let from_here = self.is_what_was_seen(seen, by.actor) || by.wall_ms > self.by.wall_ms;",
        )],
        thread: "dani-garcia/vaultwarden#780",
        wrong: "a later clock overwrites what its author had not seen",
    },
    Defect {
        name: "last-writer-wins",
        file: FIELD,
        edits: &[(
            "} else if from_here {",
            "} else if from_here || value.is_string() {",
        )],
        thread: "bitwarden/server#332",
        wrong: "an edit from an older value overwrites the newer one",
    },
    Defect {
        name: "loser-dropped",
        file: FIELD,
        edits: &[(
            "self.contenders.push(Contender { value, by });",
            "drop(Contender { value, by });",
        )],
        thread: "bitwarden/mobile#1142",
        wrong: "of two values for one field the second one is nowhere",
    },
    Defect {
        name: "decision-closes-unseen",
        file: FIELD,
        edits: &[(
            "let decided = over.contains(&other.by.op);",
            "let decided = !over.is_empty();",
        )],
        thread: "getodk/central#698",
        wrong: "a decision also drops values its author had not seen",
    },
    Defect {
        name: "text-overwritten",
        file: FIELD,
        edits: &[(
            "if here == from || here == mine {",
            "if here != mine || here == from {",
        )],
        thread: "electric-sql/electric#1254",
        wrong: "the second of two edits of a text replaces the first",
    },
    Defect {
        name: "removal-takes-unseen",
        file: SET,
        edits: &[(
            "left.retain(|add| !seen.contains(add));",
            "left.retain(|_| seen.is_empty());",
        )],
        thread: "alex-soldatkin/payload-expo-tauri#9",
        wrong: "removing an item also undoes an addition that the remover had not seen",
    },
    Defect {
        name: "tombstone-swallows-edits",
        file: ENTITY,
        edits: &[(
            "deletion.later.push(by.clone());",
            "deletion.later.push(by.clone());\n            return Effect::Inert;",
        )],
        thread: "alex-soldatkin/payload-expo-tauri#9",
        wrong: "an edit of a record that somebody deleted meanwhile is dropped",
    },
    Defect {
        name: "deletion-hides-later-edits",
        file: ENTITY,
        edits: &[(
            "deletion.later.push(by.clone());",
            "deletion.later.truncate(0);",
        )],
        thread: "apache/couchdb#5827",
        wrong: "a deleted record does not tell that it was edited since",
    },
];
