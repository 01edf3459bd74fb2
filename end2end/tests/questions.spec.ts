// Every kind of question, with conditions between them, answered by keyboard alone on a small phone; axe finds nothing on
// any of them, in both languages and themes.
import { type Page, expect, test } from "@playwright/test";
import { type Asked, ask, question, text } from "../fixtures/asked";
import { LANGUAGES, audit } from "../fixtures/axe";
import { photo } from "../fixtures/photo";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const options = (...keys: string[]) => keys.map((key) => ({ key, text: text(key) }));
const town = (key: string, region: string) => ({ key, text: text(key), columns: [["region", region]] });

const ASKED: Asked[] = [
  question("hello", "note", "Quelques mots avant de commencer"),
  question("applied", "yesno", "Avez-vous appliqué la formation ?", { required: "true" }),
  question("why", "long", "Pourquoi ?", { relevant: "applied = 'no'" }),
  question("region", "single", "Votre région", { options: options("Ouest", "Est"), may_not_concern: true }),
  question("town", "single", "Votre ville", {
    options: [town("Brest", "Ouest"), town("Nantes", "Ouest"), town("Metz", "Est")],
    filter: "option.region = region",
  }),
  question("clear", "likert4", "C’était clair"),
  question("content", "likert5", "Le contenu"),
  question("ease", "ease3", "C’était facile"),
  question("nps", "nps", "Recommanderiez-vous ?"),
  question("tools", "multi", "Vos outils", { options: options("Ordinateur", "Tablette", "Papier") }),
  question("wish", "rank", "Vos souhaits", { options: options("Plus court", "Plus long", "À distance") }),
  question("people", "number", "Combien de personnes ?", { min: 0, max: 40 }),
  question("hours", "decimal", "Combien d’heures ?", {
    places: 1,
    constraint: { test: "it <= 35", message: text("Pas plus de 35 heures") },
  }),
  question("minutes", "calculated", "En minutes", { value: "hours * 60" }),
  question("day", "date", "Quel jour ?"),
  question("name", "short", "En un mot"),
  question("agree", "consent", "Êtes-vous d’accord ?"),
  question("signed", "signature", "Votre signature", { may_not_concern: true }),
  question("place", "photo", "Une photo du poste de travail", { required: "answered(signed)" }),
];
/** Reasons are not asked of those who applied it; sums are worked out. */
const SHOWN = ASKED.length - 2;

let server: Server;
let link: string;

test.beforeAll(async () => {
  server = await Server.start();
  const team = await Team.setUp(server.url);
  ({ link } = await team.campaign("Excel avancé, Lyon", 8));
});

test.afterAll(() => server?.remove());

for (const { lang, locale } of LANGUAGES) {
  test(`every kind of question, by keyboard, ${lang}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ locale, viewport: { width: 320, height: 640 }, serviceWorkers: "block" });
    const page = await context.newPage();
    await ask(page, ASKED);
    await page.goto(`${server.url}/r/#c=${link}`);
    await page.getByRole("button", { name: /^(Commencer|Start)$/ }).press("Enter");

    await answer(page, lang, 1, async () => {});
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await answer(page, lang, 2, () => page.keyboard.press("2"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Pourquoi/);
    await typed(page, "Pas le temps");
    await audit(page, "the reason", lang);
    await page.getByRole("button", { name: /^(Retour|Back)$/ }).press("Enter");
    await answer(page, lang, 2, () => page.keyboard.press("1"));
    await answer(page, lang, 3, () => page.keyboard.press("1"));
    await expect(page.getByRole("radio"), "the other region's town is not offered").toHaveCount(2);
    for (const [number, keys] of [[4, "2"], [5, "1"], [6, "2"], [7, "3"], [8, "9"], [9, "13"]] as const) {
      await answer(page, lang, number, () => page.keyboard.type(keys));
    }
    await answer(page, lang, 10, () => page.keyboard.type("31"));
    await page.getByRole("button", { name: /^(Retour|Back)$/ }).press("Enter");
    await expect(page.getByText(/^1\. À distance/)).toBeVisible();
    await expect(page.getByText(/^2\. Plus court/)).toBeVisible();
    await answer(page, lang, 10, async () => {});
    await answer(page, lang, 11, () => typed(page, "12"));
    await typed(page, "35,5");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("Pas plus de 35 heures");
    await answer(page, lang, 12, () => page.locator("fieldset input").fill("7,5"));
    await answer(page, lang, 13, () => page.locator("fieldset input").fill("2026-11-03"));
    await answer(page, lang, 14, () => typed(page, "Bien"));
    await answer(page, lang, 15, () => page.keyboard.press("2"));
    await expect(page.getByRole("img")).toHaveAccessibleName(/^(Cadre pour signer, vide|Box to sign in, empty)$/);
    await answer(page, lang, 16, () => typed(page, "Marie Durand"));
    await page.locator("footer").getByRole("button").last().press("Enter");
    await expect(page.getByRole("alert"), "a photo is missing").toBeVisible();
    await answer(page, lang, 17, () => photographed(page));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^(Merci|Thank you)/);
    await context.close();
  });
}

/** Stands at question `number`, answers it, and goes on; axe finds nothing. */
async function answer(page: Page, lang: string, number: number, give: () => Promise<void>): Promise<void> {
  await expect(page.locator("progress")).toHaveJSProperty("value", number);
  await give();
  await audit(page, `question ${number}`, lang);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "no scrolling sideways").toBeLessThanOrEqual(320);
  if (number > 2) await expect(page.locator("progress")).toHaveJSProperty("max", SHOWN);
  await page.locator("footer").getByRole("button").last().press("Enter");
}

/** A photo is taken, described, and shown. */
async function photographed(page: Page): Promise<void> {
  const buffer = await photo(page);
  await page.locator("fieldset input[capture]").setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.locator("fieldset img")).toHaveJSProperty("naturalWidth", 1280);
  await typed(page, "Le poste");
  await expect(page.getByRole("img", { name: "Le poste" })).toBeVisible();
}

/** Into the field of the question, which a person reaches with Tab. */
async function typed(page: Page, words: string): Promise<void> {
  while (!(await page.evaluate(() => document.activeElement?.matches("fieldset .input")))) await page.keyboard.press("Tab");
  await page.keyboard.type(words);
}
