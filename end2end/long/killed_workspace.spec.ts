// What the workspace calls kept survives the death of its browser at any moment, and is in the log once. `cargo xtask
// long browser` runs it longer.
import { test } from "@playwright/test";
import { edits } from "../scenarios/edits";

// The figures say what happened; a trace would be as long as the day.
test.use({ trace: "off" });

const kills = Number(process.env.BOUCLE_KILLS ?? 6);

test(`${kills} kills of the browser between edits`, async () => {
  test.setTimeout(60_000 + kills * 20_000);
  await edits({ edits: kills, kills });
});
