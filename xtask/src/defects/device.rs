//! Defects of a device's side: what it reads, keeps, numbers and shows.

use super::Defect;

const POSITION: &str = "crates/sync/src/device/position.rs";
const REPLICA: &str = "crates/sync/src/device/replica.rs";
const EXCHANGE: &str = "crates/sync/src/device/exchange.rs";
const OUTGOING: &str = "crates/sync/src/device/outgoing.rs";
const OUTBOX: &str = "crates/sync/src/outbox.rs";

pub(super) const ALL: &[Defect] = &[
    Defect {
        name: "cursor-past-unwritten",
        file: POSITION,
        edits: &[(
            "Scope::Team => position.next = page.next,",
            "Scope::Team => position.next = page.head,",
        )],
        thread: "apache/pouchdb#1240",
        wrong: "the cursor moves to the log's end before the pages up to it are written",
    },
    Defect {
        name: "pulled-while-pushing-dropped",
        file: REPLICA,
        edits: &[(
            "            page: page.ops,\n",
            "            page: if self.waiting().next().is_some() { Vec::new() } else { page.ops },\n",
        )],
        thread: "pubkey/rxdb#5571",
        wrong: "what comes in while something waits is left out, its cursor is kept",
    },
    Defect {
        name: "restore-not-noticed",
        file: POSITION,
        edits: &[(
            ".is_some_and(|epoch| *epoch != page.epoch || page.head < self.next(scope))",
            ".is_some_and(|_| page.head == 0 && self.next(scope) > 0)",
        )],
        thread: "medic/cht-core#8093",
        wrong: "a server restored from a backup is read on from the old cursor; nothing goes out again",
    },
    Defect {
        name: "acknowledged-forgotten-at-once",
        file: REPLICA,
        edits: &[(
            "const KEPT_HOURS: i64 = 30 * 24;",
            "const KEPT_HOURS: i64 = 0;",
        )],
        thread: "rocicorp/todo-nextjs#13",
        wrong: "what the server has leaves the device; a restored server cannot get it back",
    },
    Defect {
        name: "resumed-on-partial-log",
        file: POSITION,
        edits: &[(
            "            restarting: true,\n            ..Position::default()",
            "            restarting: true,\n            next: self.next,\n            ..Position::default()",
        )],
        thread: "TanStack/db#1698",
        wrong: "a log begun anew is read on from the old cursor: what came before is missing for good",
    },
    Defect {
        name: "marker-never-cleared",
        file: POSITION,
        edits: &[(
            "            restarting: false,\n            ..self.clone()",
            "            restarting: self.restarting,\n            ..self.clone()",
        )],
        thread: "powersync-ja/powersync-sqlite-core#162",
        wrong: "after one interrupted start the device never sends again",
    },
    Defect {
        name: "unsent-lost-on-reload",
        file: REPLICA,
        edits: &[(
            "        self.put(loaded.outgoing);",
            "        self.put(loaded.outgoing.into_iter().filter(Outgoing::is_held).collect());",
        )],
        thread: "rocicorp/replicache#799",
        wrong: "work that waits on disk is not taken up by a page that opens",
    },
    Defect {
        name: "older-ids-work-skipped",
        file: REPLICA,
        edits: &[(
            "!self.position.restarting && self.waiting().any(|op| op.device != self.device)",
            "false && self.waiting().any(|op| op.device != self.device)",
        )],
        thread: "rocicorp/mono#6340",
        wrong: "what waits again under an id that the device had before is never sent",
    },
    Defect {
        name: "own-work-not-shown",
        file: REPLICA,
        edits: &[(
            "Fate::Waiting => true,\n            Fate::Received { seq } => seq > self.position.next(one.scope()),",
            "Fate::Waiting => false,\n            Fate::Received { seq } => seq > self.position.next(one.scope()),",
        )],
        thread: "powersync-ja/powersync.dart#226",
        wrong: "a person does not see what they have just written",
    },
    Defect {
        name: "own-work-flickers",
        file: REPLICA,
        edits: &[(
            "Fate::Received { seq } => seq > self.position.next(one.scope()),",
            "Fate::Received { .. } => false,",
        )],
        thread: "electric-sql/electric#4722",
        wrong: "between its receipt and the next pull, own work disappears from the screen",
    },
    Defect {
        name: "batch-taken-for-replay",
        file: REPLICA,
        edits: &[(
            "if stored.stamp.seq > self.position.next(scope) {",
            "if stored.stamp.seq > self.position.next(scope) + 1 {",
        )],
        thread: "electric-sql/electric#3871",
        wrong: "the first operation of each page is taken for one that is known",
    },
    Defect {
        name: "refusals-look-synced",
        file: EXCHANGE,
        edits: &[(
            "Verdict::SetAside { op, code, held } => (op, Fate::SetAside { code, held }),",
            "Verdict::SetAside { op, .. } => (op, Fate::Received { seq: 0 }),",
        )],
        thread: "apache/couchdb#2414",
        wrong: "what the server set aside counts as received on the device",
    },
    Defect {
        name: "scope-kept-after-revoke",
        file: EXCHANGE,
        edits: &[(
            "(true, false) => steps::purge(device, scope).await.map_err(Halt::Storage),",
            "(true, false) => Ok(()),",
        )],
        thread: "medic/cht-core#11306",
        wrong: "records of a scope stay on a device whose person has lost it",
    },
    Defect {
        name: "lost-receipt-believed",
        file: REPLICA,
        edits: &[(
            "Scope::of(self.op.entity.kind) == scope && after < seq && seq <= next",
            "Scope::of(self.op.entity.kind) == scope && after < seq && seq < after",
        )],
        thread: "MattFaz/actuali#188",
        wrong: "an operation acknowledged for a place where another one is counts as delivered",
    },
    Defect {
        name: "newest-sent-first",
        file: OUTBOX,
        edits: &[(
            "        .take(most.min(PUSH_OPS_MAX))\n",
            "        .rev()\n        .take(most.min(PUSH_OPS_MAX))\n",
        )],
        thread: "getodk/collect#6245",
        wrong: "a queue goes out in the reverse order",
    },
    Defect {
        name: "only-the-first-batch",
        file: REPLICA,
        edits: &[(
            "let ours = self.waiting().filter(|op| op.device == self.device);",
            "let ours = self.waiting().take(1).filter(|op| op.cseq == 1);",
        )],
        thread: "garden-co/classic-jazz#1373",
        wrong: "what was written offline after the first operation is never sent",
    },
    Defect {
        name: "received-numbered-again",
        file: OUTGOING,
        edits: &[(
            "in_order(outbox, |one| one.fate == Fate::Waiting)",
            "in_order(outbox, |one| matches!(one.fate, Fate::Waiting | Fate::Received { .. }))",
        )],
        thread: "automerge/automerge#536",
        wrong: "numbers of a new device id go to operations that are not sent: what follows leaves a hole",
    },
];
