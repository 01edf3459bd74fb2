//! Defects of a respondents' device: what it lets go, gives back and takes for delivered.

use super::Defect;

const EXCHANGE: &str = "crates/intake/src/device/exchange.rs";
const KIT: &str = "crates/intake/src/device/kit.rs";
const REST: &str = "crates/intake/src/device/rest.rs";
const OUTBOX: &str = "crates/intake/src/outbox.rs";

pub(super) const ALL: &[Defect] = &[
    Defect {
        name: "delivered-dropped-at-once",
        file: REST,
        edits: &[(
            "pub const RESTED_DAYS: u32 = 30;",
            "pub const RESTED_DAYS: u32 = 0;",
        )],
        thread: "garden-co/classic-jazz#307",
        wrong: "a delivered answer leaves the tablet; a restored server cannot get it back",
    },
    Defect {
        name: "restored-not-given-back",
        file: EXCHANGE,
        edits: &[(
            "one.label.org == org && one.epoch.as_deref() != Some(epoch));",
            "one.label.org != org && one.epoch.as_deref() != Some(epoch));",
        )],
        thread: "medic/cht-core#8093",
        wrong: "a tablet does not send again what a restored server has lost",
    },
    Defect {
        name: "known-life-trusted",
        file: EXCHANGE,
        edits: &[(
            "doubted: another.then(|| kept.kit.org.clone()),",
            "doubted: None,",
        )],
        thread: "rocicorp/todo-nextjs#13",
        wrong: "a server put back into a life known before counts as having what it had there",
    },
    Defect {
        name: "no-evidence",
        file: KIT,
        edits: &[(
            "Some(last) => shown.push(last),",
            "Some(_) => shown.clear(),",
        )],
        thread: "atuinsh/atuin, its error “has remote lost data?”",
        wrong: "a tablet does not show the server what it has receipts for",
    },
    Defect {
        name: "refused-is-deleted",
        file: OUTBOX,
        edits: &[(
            "        _ => Verdict::Kept {\n",
            "        ItemStatus::Rejected => Verdict::Delivered(item.id),\n        _ => Verdict::Kept {\n",
        )],
        thread: "formbricks/formbricks:packages/surveys/src/lib/response-queue.ts",
        wrong: "an answer that the server refuses is dropped from the tablet",
    },
    Defect {
        name: "duplicate-is-an-error",
        file: OUTBOX,
        edits: &[(
            "ItemStatus::Received | ItemStatus::Duplicate | ItemStatus::Quarantined if ours => {",
            "ItemStatus::Received | ItemStatus::Quarantined if ours => {",
        )],
        thread: "getodk/collect#3517",
        wrong: "an answer that the server has already is shown as refused",
    },
    Defect {
        name: "others-receipt-believed",
        file: OUTBOX,
        edits: &[(
            "let ours = receipt.id == item.id && receipt.sha256 == sha256_hex(&item.sealed);",
            "let ours = receipt.id == item.id;",
        )],
        thread: "getodk/getodk#1017",
        wrong: "an answer counts as delivered although the server holds other bytes",
    },
    Defect {
        name: "shut-door-blocks-others",
        file: EXCHANGE,
        edits: &[(
            "            outcome = drained;\n        }\n",
            "            outcome = drained;\n        } else {\n            drained?;\n        }\n",
        )],
        thread: "enketo/enketo#1010",
        wrong: "an old link that no longer opens keeps back what waits behind other doors",
    },
];
