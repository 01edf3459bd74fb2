// A questionnaire of 250 questions, most of them under conditions, with the processor slowed down four times: how long
// from opening the link to its first question, and from an answer to the screen that follows from it.
import { type Page, chromium, test } from "@playwright/test";
import { type Asked, ask, question, text } from "../fixtures/asked";
import { executable, flags } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { report } from "./report";

const QUESTIONS = 250;
const RUNS = 7;
const SLOWER = 4;

test(`${QUESTIONS} questions, CPU ${SLOWER}x`, async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const { link } = await team.campaign("Banc", 12);
    const [opened, changed]: number[][] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      const browser = await chromium.launch({ executablePath: executable, args: flags });
      const page = await browser.newPage({ locale: "fr-FR" });
      await ask(page, questions());
      opened.push(await open(page, `${server.url}/r/#c=${link}`));
      changed.push(...(await change(page)));
      await browser.close();
    }
    report(`${QUESTIONS} questions, opened, CPU ${SLOWER}x`, opened);
    report(`${QUESTIONS} questions, an answer changed, CPU ${SLOWER}x`, changed);
  } finally {
    await server.remove();
  }
});

/** Every tenth is worked out of the ten before it; the others hang on the first, the one before, or such a sum. */
function questions(): Asked[] {
  return Array.from({ length: QUESTIONS }, (_, index) => {
    const key = `q${index}`;
    const words = `Question numéro ${index}`;
    if (index === 0) return question(key, "yesno", words, { required: "true" });
    if (index % 10 === 0) {
      const before = Array.from({ length: 9 }, (_, back) => `q${index - 1 - back}`);
      return question(key, "calculated", words, { value: `round(sum(${before.join(", ")}), 1)` });
    }
    const sum = `q${index - (index % 10)}`;
    const relevant = index < 10 ? "q0 = 'yes'" : `q0 = 'yes' and (${sum} >= 0 or not answered(q${index - 10}))`;
    const constraint = { test: "it >= 1", message: text("Un pas de l’échelle") };
    return question(key, "likert4", words, { relevant, constraint });
  });
}

/** Milliseconds from opening the address to the first question on screen. */
async function open(page: Page, address: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const started = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.getByRole("radio").first().waitFor();
  return performance.now() - started;
}

/** Milliseconds from each of some taps to a screen that is up to date: yes brings all the others, no takes them away. */
async function change(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const [yes, no] = document.querySelectorAll<HTMLInputElement>("input[type=radio]");
    const times = [];
    for (const tapped of [yes, no, yes, no, yes]) {
      const before = document.getElementById("progress")?.textContent;
      const started = performance.now();
      tapped.click();
      // What a tap sets in motion is done before the next task.
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - started);
      if (document.getElementById("progress")?.textContent === before) throw new Error("nothing followed from the tap");
    }
    return times;
  });
}
