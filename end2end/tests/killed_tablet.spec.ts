// What the tablet calls kept survives the death of its browser at any moment, and arrives once. `cargo xtask long
// browser` runs it longer.
import { test } from "@playwright/test";
import { afternoon } from "../scenarios/afternoon";

// The figures say what happened; a trace would be as long as the day.
test.use({ trace: "off" });

const kills = Number(process.env.BOUCLE_KILLS ?? 6);
const answers = Number(process.env.BOUCLE_ANSWERS ?? 4);

test(`an afternoon of ${answers} answers, the browser killed ${kills} times`, async () => {
  test.setTimeout(60_000 + kills * 20_000);
  await afternoon({ answers, kills });
});
