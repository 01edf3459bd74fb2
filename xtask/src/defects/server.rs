//! Defects of the server's side above its store: committing, memory, intake, pulls, and noticing that it was put back.

use super::Defect;

const ORG: &str = "crates/ledger/src/org.rs";
const LOAD: &str = "crates/ledger/src/load.rs";
const DRAFT: &str = "crates/ledger/src/draft/mod.rs";
const EXCHANGE: &str = "crates/ledger/src/exchange.rs";
const JUDGE: &str = "crates/ledger/src/judge.rs";
const TAKE: &str = "crates/ledger/src/take.rs";
const WITNESS: &str = "crates/ledger/src/witness.rs";

pub(super) const ALL: &[Defect] = &[
    Defect {
        name: "conflict-taken-for-written",
        file: ORG,
        edits: &[(
            "                Ok(()) => {\n                    core.committed(&commit);",
            "                Ok(()) | Err(LogError::Conflict) => {\n                    core.committed(&commit);",
        )],
        thread: "surrealdb/surrealkv#376",
        wrong: "of two servers that write at once one acknowledges what is not there",
    },
    Defect {
        name: "unknown-taken-for-written",
        file: ORG,
        edits: &[(
            "                Ok(()) => {\n                    core.committed(&commit);",
            "                Ok(()) | Err(LogError::Unknown(_)) => {\n                    core.committed(&commit);",
        )],
        thread: "electric-sql/electric#2982",
        wrong: "a commit whose outcome nobody knows is acknowledged",
    },
    Defect {
        name: "written-again-unread",
        file: ORG,
        edits: &[(
            "            self.refresh(&mut core).await?;\n            let found",
            "            if attempt == 0 {\n                self.refresh(&mut core).await?;\n            }\n            let found",
        )],
        thread: "surrealdb/surrealdb#7472",
        wrong: "a failed write is tried again without reading what came of it",
    },
    Defect {
        name: "answered-before-read",
        file: ORG,
        edits: &[(
            "Ok(!core.stale && (alone || self.log.rev().await? == core.rev))",
            "Ok(core.rev > 0 && (alone || self.log.rev().await? == core.rev))",
        )],
        thread: "yjs/y-websocket-server#10",
        wrong: "memory that a dropped call left half-written is served",
    },
    Defect {
        name: "failed-batch-stays-in-memory",
        file: LOAD,
        edits: &[("    core.roll_back();\n", "")],
        thread: "actualbudget/actual#8904",
        wrong: "what a failed write did to memory is not taken back",
    },
    Defect {
        name: "records-not-remembered",
        file: EXCHANGE,
        edits: &[(
            "            draft.core.remember(written.map(|op| op.entity));\n",
            "            draft.core.remember(written.take(1).map(|op| op.entity));\n",
        )],
        thread: "automerge/automerge-repo#60",
        wrong: "a write that fails leaves some of the records it touched changed",
    },
    Defect {
        name: "early-arrivals-lost",
        file: EXCHANGE,
        edits: &[(
            "            if made {\n",
            "            if made && draft.core.rev == 0 {\n",
        )],
        thread: "getodk/central#669",
        wrong: "what comes before its record stays aside when the record is there",
    },
    Defect {
        name: "page-boundary-skipped",
        file: EXCHANGE,
        edits: &[
            (
                "            for stored in read {\n",
                "            for stored in read {\n                page.next = stored.stamp.seq;\n",
            ),
            (
                "                // What belongs to other scopes is passed over, and the cursor with it.\n                page.next = stored.stamp.seq;\n",
                "",
            ),
        ],
        thread: "apache/pouchdb#7847",
        wrong: "the cursor of a full page has passed an operation that is not on it",
    },
    Defect {
        name: "put-back-log-not-noticed",
        file: WITNESS,
        edits: &[(
            "if core.epoch != head.epoch || core.passed(head) {",
            "if core.epoch != head.epoch || core.head.seq > 0 || core.passed(head) {",
        )],
        thread: "atuinsh/atuin, its error “has remote lost data?”",
        wrong: "a log that was put back and has grown again is taken for the one that was read",
    },
    Defect {
        name: "put-back-items-not-noticed",
        file: WITNESS,
        edits: &[(
            "if missing.any(|shown| keys",
            "if missing.clone().count() == delivered.receipts.len() && missing.any(|shown| keys",
        )],
        thread: "medic/cht-core#8093",
        wrong: "a server that lacks some of what a tablet has receipts for goes on as if nothing were",
    },
    Defect {
        name: "same-item-twice",
        file: TAKE,
        edits: &[(
            "        traces: found.items.clone(),\n",
            "        traces: HashMap::new(),\n",
        )],
        thread: "kobotoolbox/kobocat#470",
        wrong: "an item that is sent twice counts twice",
    },
    Defect {
        name: "item-not-remembered",
        file: TAKE,
        edits: &[(
            "        self.remember(arrived.item.id, trace);\n        receipt(arrived, status, code)",
            "        self.traces.insert(arrived.item.id, trace);\n        receipt(arrived, status, code)",
        )],
        thread: "formbricks/formbricks#7767",
        wrong: "an item whose receipt was lost counts again when it comes again",
    },
    Defect {
        name: "released-and-waiting",
        file: DRAFT,
        edits: &[(
            "                self.commit.stop_waiting.push(*id);",
            "                self.commit.stop_waiting.retain(|known| known != id);",
        )],
        thread: "formbricks/formbricks#7743",
        wrong: "an answer that was released still waits, and is released again",
    },
    Defect {
        name: "answer-with-wrong-clock-refused",
        file: JUDGE,
        edits: &[(
            "                let known = self.admitted(core, id, (day, today))?;\n",
            "                let known = self.admitted(core, id, (day, today))?;\n                if day > today.saturating_add(1.day()) {\n                    return Err(Refusal::Malformed);\n                }\n",
        )],
        thread: "evoluhq/evolu#709",
        wrong: "an answer from a tablet whose clock runs ahead does not count",
    },
    Defect {
        name: "late-answer-refused",
        file: JUDGE,
        edits: &[(
            "            _ => Ok(known),\n",
            "            _ if !takes_from_links(campaign, today) => Err(Refusal::CampaignClosed),\n            _ => Ok(known),\n",
        )],
        thread: "kobotoolbox/docs:source/account_usage_limits.md",
        wrong: "what a tablet took in time does not count when it is delivered after the campaign",
    },
];
