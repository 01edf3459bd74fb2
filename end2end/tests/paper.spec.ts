// The questionnaire on paper, from the printer to the results: sheets of A4 with a code in every box, twenty of them typed
// in by keyboard alone, and one answer given by telephone.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { type Asked, ask, question, text } from "../fixtures/asked";
import { printed, squeezed } from "../fixtures/pdf_text";
import { Server } from "../fixtures/server";
import { type Campaign, Team, today } from "../fixtures/team";
import { Typist } from "../pages/typist";

const SESSION = "Excel avancé, Lyon";
const QUESTIONNAIRE = JSON.parse(
  readFileSync(new URL("../../crates/domain/questionnaires/af.hot.v2.json", import.meta.url), "utf8"),
);
/** Best first, as they stand on paper. */
const LIKERT4 = {
  fr: ["Tout à fait", "Plutôt oui", "Plutôt pas", "Pas du tout"],
  en: ["Fully", "Rather yes", "Rather not", "Not at all"],
};
const NOT_CONCERNED = { fr: "Sans objet", en: "Not concerned" };

let server: Server;
let team: Team;
let campaign: Campaign;

test.beforeAll(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
  campaign = await team.campaign(SESSION, 21);
});

test.afterAll(() => server?.remove());

test("every question is printed with its number and its codes, on A4, in both languages and sizes", async ({ page, context }) => {
  await context.addCookies(await team.cookies());
  await page.goto(`${server.url}/app/campaigns/${campaign.id}/paper`);
  const lengths: number[] = [];
  for (const lang of ["fr", "en"] as const) {
    await page.locator(`input[name=paper-language][value=${lang}]`).check({ force: true });
    for (const size of ["plain", "large"]) {
      await page.locator(`input[name=paper-size][value=${size}]`).check({ force: true });
      await expect(page.locator(`.paper[lang=${lang}]`)).toBeVisible();
      const { sizes, text } = printed(await page.pdf({ preferCSSPageSize: true }));
      for (const [width, height] of sizes) {
        expect(Math.abs(width - 595), "A4 is 595 points wide").toBeLessThanOrEqual(2);
        expect(Math.abs(height - 842), "A4 is 842 points high").toBeLessThanOrEqual(2);
      }
      lengths.push(sizes.length);
      const foot = squeezed(`${SESSION} · ${lang === "fr" ? "Feuille" : "Sheet"} af.hot, version 2`);
      expect(text.split(foot).length - 1, "at the foot of each page").toBe(sizes.length);
      for (const [index, asked] of QUESTIONNAIRE.questions.entries()) {
        expect(text, `${lang}, ${size}`).toContain(squeezed(`${index + 1}${asked.text[lang]}`));
        expect(text, `${asked.key}, ${lang}, ${size}`).toContain(boxes(asked, lang));
      }
    }
  }
  expect(lengths[0], "a sheet, printed on both sides").toBeLessThanOrEqual(2);
  expect(lengths[1], "large print takes more paper").toBeGreaterThan(lengths[0]);
});

/** The codes of a question with the words beside them, as they are read from left to right. */
function boxes(asked: { type: string; options?: { text: Record<string, string> }[]; may_not_concern?: boolean }, lang: "fr" | "en"): string {
  const words = asked.options?.map((option) => option.text[lang]) ?? LIKERT4[lang];
  const coded = words.map((word, index) => `${index + 1}${word}`);
  if (asked.may_not_concern) coded.push(`x${NOT_CONCERNED[lang]}`);
  if (asked.type === "nps") return "012345678910";
  return asked.type === "long" ? "" : squeezed(coded.join(""));
}

/** What one person ticked and wrote: steps of scales, a pace, a score; nothing where they passed over. */
interface Sheet {
  ticks: (number | "x" | null)[];
  pace: "too_slow" | "right" | "too_fast" | null;
  nps: number | null;
  best: string;
  improve: string;
}

/** The likert questions before and after the one about the pace. */
const BEFORE = ["objectives_met", "content_fit"];
const AFTER = ["methods", "trainer_clarity", "trainer_listen", "org", "usefulness", "overall"];
const PACES = ["too_slow", "right", "too_fast"] as const;

/** Twenty people, no two alike: every step, every pace, every score from 0 to 10, blanks, and texts. */
const SHEETS: Sheet[] = Array.from({ length: 20 }, (_, person) => ({
  ticks: [...BEFORE, ...AFTER].map((key, index) => {
    if ((person + index) % 9 === 8) return null;
    if (["trainer_listen", "org", "usefulness"].includes(key) && (person + index) % 7 === 0) return "x";
    return ((person * 3 + index * 2) % 4) + 1;
  }),
  pace: person % 6 === 5 ? null : PACES[person % 3],
  nps: person === 13 ? null : person % 11,
  best: person % 4 === 0 ? `L’atelier du jour ${person + 1} : 1 de plus` : "",
  improve: person % 5 === 1 ? `x fois trop vite, selon la personne ${person + 1}` : "",
}));

/** What the server must have of a sheet. */
function expected(sheet: Sheet): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  [...BEFORE, ...AFTER].forEach((key, index) => {
    const tick = sheet.ticks[index];
    if (tick !== null) answers[key] = tick === "x" ? "not_concerned" : { score: tick };
  });
  if (sheet.pace) answers.pace = { choice: sheet.pace };
  if (sheet.nps !== null) answers.nps = { score: sheet.nps };
  if (sheet.best) answers.best = { text: sheet.best };
  if (sheet.improve) answers.improve = { text: sheet.improve };
  return answers;
}

/** The keys for each question, as the codes stand on the paper. */
function keys(sheet: Sheet): string[] {
  const likert = sheet.ticks.map((tick) => (tick === null ? "" : tick === "x" ? "x" : String(5 - tick)));
  const pace = sheet.pace ? String(PACES.indexOf(sheet.pace) + 1) : "";
  const nps = sheet.nps === null ? "" : String(sheet.nps);
  return [...likert.slice(0, 2), pace, ...likert.slice(2), nps, sheet.best, sheet.improve];
}

/** Types questions `from` to `to` and stands after the last: a code leads on by itself, all else with Enter. */
async function fill(typist: Typist, all: string[], from = 1, to = all.length): Promise<void> {
  for (let number = from; number <= to; number++) {
    const typed = all[number - 1];
    await typist.type(typed);
    const leads = number < 11 && typed !== "" && !(number === 10 && typed === "1");
    if (!leads) await typist.press("Enter");
    await (number < all.length ? typist.at(number + 1) : expect(typist.keepButton()).toBeFocused());
  }
}

test("twenty sheets and a call, by keyboard alone, and the workspace tells how they came", async ({ page, browser }) => {
  test.setTimeout(300_000);
  const typist = new Typist(page);
  await typist.open(server.url, await team.typingLink(campaign));
  let most = 0;
  for (const [index, sheet] of SHEETS.entries()) {
    const before = typist.pressed;
    const all = keys(sheet);
    if (index % 8 === 2) await slip(typist);
    if (index === 4) {
      await fill(typist, all, 1, 6);
      await page.reload();
      await expect(page.getByText("La feuille commencée est de nouveau là.")).toBeVisible();
      await typist.at(7);
      await fill(typist, all, 7);
    } else {
      await fill(typist, all);
    }
    const blank = all.flatMap((typed, at) => (typed === "" ? [at + 1] : []));
    const line = blank.length > 0 ? `Sans réponse\u00a0: ${blank.join(", ")}.` : "Toutes les questions ont une réponse.";
    await expect(typist.unanswered()).toHaveText(line);
    await typist.press("Enter");
    await typist.kept(index + 1);
    if (!sheet.best && !sheet.improve && index % 8 !== 2) most = Math.max(most, typist.pressed - before);
  }
  // Twelve questions: ten ticks (two keys for a 1 or a 10), Enter for each of two blank texts, Enter to keep.
  expect(most).toBeLessThanOrEqual(14);
  await call(typist);
  await closeAndCompare(page, browser);
});

/** A code that the question does not have is said, kept nowhere, and replaced by the next key. */
async function slip(typist: Typist): Promise<void> {
  await typist.press("7");
  await expect(typist.error(1)).toHaveText(/Ce n’est pas un code/);
  await expect(typist.field(1)).toHaveAttribute("aria-invalid", "true");
  await typist.press("Enter");
  await typist.at(1);
  await typist.press("Control+Enter");
  await typist.at(1);
  await expect(typist.page.getByText(/^Feuille\u00a0\d+ enregistrée/)).toHaveCount(0);
}

/** Somebody is asked by telephone: the same page, told so by keyboard; Ctrl+Enter keeps, once the blanks were shown. */
async function call(typist: Typist): Promise<void> {
  const { page } = typist;
  const channel = () => page.evaluate(() => (document.activeElement as HTMLInputElement).name === "channel");
  while (!(await channel())) await typist.press("Shift+Tab");
  await typist.press("ArrowRight");
  await expect(page.getByText("À dire avant la première question")).toBeVisible();
  while (!(await page.evaluate(() => document.activeElement?.id === "t-0"))) await typist.press("Tab");
  await typist.type("1");
  await typist.at(2);
  await typist.press("Control+Enter");
  await expect(typist.keepButton()).toBeFocused();
  await expect(typist.unanswered()).toContainText("2, 3, 4");
  await typist.press("Control+Enter");
  await typist.kept(21);
  await expect(page.getByText("Tout est reçu par le serveur")).toBeVisible();
}

/** Closes the survey, so that the last answer need not wait for four others, and holds all against what was on paper. */
async function closeAndCompare(page: Page, browser: Browser): Promise<void> {
  const context = await browser.newContext();
  await context.addCookies(await team.cookies());
  const desk = await context.newPage();
  await desk.goto(`${server.url}/app/campaigns/${campaign.id}`);
  await expect(desk.getByRole("link", { name: "Saisir les feuilles" })).toHaveAttribute("href", `/r/#p=${await team.typingLink(campaign)}`);
  await desk.getByRole("button", { name: "Clore l’enquête" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "Clore l’enquête" }).click();
  await expect(desk.getByText("papier 20, téléphone 1")).toBeVisible({ timeout: 60_000 });
  await context.close();

  const answers = (await team.answers()) as { channel: string; lang: string; day: string; answers: Record<string, unknown> }[];
  const by = (channel: string) => answers.filter((answer) => answer.channel === channel);
  const sorted = (all: Record<string, unknown>[]) => all.map((one) => JSON.stringify(Object.entries(one).sort())).sort();
  expect(sorted(by("paper").map((answer) => answer.answers))).toEqual(sorted(SHEETS.map(expected)));
  expect(by("phone").map((answer) => answer.answers)).toEqual([{ objectives_met: { score: 4 } }]);
  expect(answers.map(({ day, lang }) => `${day} ${lang}`)).toEqual(answers.map(() => `${today()} fr`));
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("sheet"))), "no draft is left").toEqual([]);
}

test("the shared link leads to no typing: the page says where it is, and the sheet begun waits there", async ({ page }) => {
  const shared = await team.campaign("Lien partagé", 8);
  const typist = new Typist(page);
  await typist.open(server.url, await team.typingLink(shared));
  await typist.type("1");
  await typist.at(2);
  await page.goto("about:blank");
  await page.goto(`${server.url}/r/#p=${shared.link}`);
  await expect(page.getByText(/^Cette adresse ne permet plus de saisir des feuilles\./)).toBeVisible();
  await expect(page.locator(".asked-all")).toHaveCount(0);
  await page.goto("about:blank");
  await page.goto(`${server.url}/r/#p=${await team.typingLink(shared)}`);
  await expect(page.getByText("La feuille commencée est de nouveau là.")).toBeVisible();
  await typist.at(2);
  const confidential = await team.campaign("Confidentielle", 8, false, "confidentiel");
  expect(await team.typingLink(confidential), "sheets of every mode are typed in").toContain(confidential.link);
});

test("every kind of question is typed as it is printed; what conditions hide is passed over", async ({ page }) => {
  const options = (...keys: string[]) => keys.map((key) => ({ key, text: text(key) }));
  const town = (key: string, region: string) => ({ key, text: text(key), columns: [["region", region]] });
  const asked: Asked[] = [
    question("hello", "note", "Quelques mots avant de commencer"),
    question("applied", "yesno", "Avez-vous appliqué la formation ?", { required: "true" }),
    question("why", "long", "Pourquoi ?", { relevant: "applied = 'no'" }),
    question("region", "single", "Votre région", { options: options("Ouest", "Est") }),
    question("town", "single", "Votre ville", {
      options: [town("Brest", "Ouest"), town("Metz", "Est")],
      filter: "option.region = region",
    }),
    question("tools", "multi", "Vos outils", { options: options("Ordinateur", "Tablette", "Papier") }),
    question("wish", "rank", "Vos souhaits", { options: options("Plus court", "Plus long", "À distance") }),
    question("people", "number", "Combien de personnes ?", { min: 10, max: 40 }),
    question("hours", "decimal", "Combien d’heures ?", {
      places: 1,
      constraint: { test: "it <= 35", message: text("Pas plus de 35 heures") },
    }),
    question("day", "date", "Quel jour ?"),
    question("name", "short", "En un mot", { may_not_concern: true }),
    question("agree", "consent", "Êtes-vous d’accord ?"),
  ];
  await page.context().route("**/sw.js", (route) => route.abort());
  await ask(page, asked);
  const other = await team.campaign("Tous les types", 8);
  const typist = new Typist(page);
  await typist.open(server.url, await team.typingLink(other));
  const wrong = async (number: number, typed: string, said: RegExp) => {
    await typist.type(typed);
    await typist.press("Enter");
    await expect(typist.error(number)).toHaveText(said);
    await typist.at(number);
    await typist.press("Control+a");
  };
  await typist.type("2");
  await typist.at(2);
  await typist.press("Shift+Tab");
  await typist.at(1);
  await typist.type("1");
  // The reason is not asked of those who applied it.
  await typist.at(3);
  await typist.type("1");
  await typist.at(4);
  await wrong(4, "2", /n’est pas proposée/);
  await typist.type("1");
  await typist.at(5);
  await wrong(5, "11", /Ce n’est pas un code/);
  await typist.type("31");
  await typist.press("Enter");
  await typist.type("213");
  await typist.press("Enter");
  await typist.at(7);
  await wrong(7, "4", /ne convient pas/);
  await typist.type("12");
  await typist.press("Enter");
  await wrong(8, "35,5", /Pas plus de 35 heures/);
  await typist.type("7,5");
  await typist.press("Enter");
  await wrong(9, "31022026", /Ce n’est pas une date/);
  await typist.type("03112026");
  await typist.press("Enter");
  await typist.type("xylophone");
  await typist.press("Enter");
  await typist.at(11);
  await typist.type("2");
  await expect(typist.keepButton()).toBeFocused();
  await expect(typist.unanswered()).toHaveText("Toutes les questions ont une réponse.");
  await page.reload();
  await expect(page.getByText("La feuille commencée est de nouveau là.")).toBeVisible();
  await expect(typist.field(5)).toHaveValue("3 1");
  await expect(typist.field(6)).toHaveValue("2 1 3");
  await expect(typist.field(9)).toHaveValue("03/11/2026");
  await expect(typist.field(10)).toHaveValue("xylophone");
});
