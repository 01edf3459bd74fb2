// A class signs and photographs on a tablet without a network; the browser dies after the last answer. Everything arrives
// once, the photo without the place a camera wrote into it, and the workspace shows both.
import { type Page, expect, test } from "@playwright/test";
import { question } from "../fixtures/asked";
import { LANGUAGES, audit } from "../fixtures/axe";
import { SECRET, photo } from "../fixtures/photo";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon";
const ASKED = [
  question("overall", "likert4", "Êtes-vous satisfait ?"),
  question("signed", "signature", "Signez pour la remise du matériel"),
  question("place", "photo", "Une photo du poste de travail"),
];
/** Under five nothing is shown. */
const PEOPLE = 5;

test("signatures and photos of an offline tablet reach the workspace", async ({ browser }) => {
  test.setTimeout(240_000);
  const [server, profile] = [await Server.start(), new Profile()];
  try {
    const team = await Team.setUp(server.url);
    const asked = await team.publish("remise", ASKED);
    const campaign = await team.campaign(SESSION, 8, false, "confidentiel", asked);
    await new Tablet(await profile.open(), server.url).enrol(await team.enrolCode("Tablette 1"));
    await server.kill();
    await profile.kill();

    let tablet = new Tablet(await profile.open(), server.url);
    await tablet.open();
    await tablet.handOver(SESSION);
    const buffer = await photo(tablet.page);
    expect(buffer.includes(SECRET)).toBe(true);
    for (let person = 1; person <= PEOPLE; person++) {
      await tablet.button("Commencer").click();
      await tablet.pick(0);
      await tablet.next();
      await sign(tablet.page);
      await tablet.next();
      if (person === 1) {
        await photograph(tablet.page, buffer);
        // Killed before the end: the draft has its photo.
        await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
        await profile.kill();
        tablet = new Tablet(await profile.open(), server.url);
        await tablet.open();
        await tablet.resumeAt(3).click();
        await expect(tablet.page.locator("fieldset img")).toHaveJSProperty("naturalWidth", 1280);
      }
      await tablet.finish();
      if (person < PEOPLE) await tablet.button("Personne suivante").click();
    }
    await profile.kill();

    await server.up();
    tablet = new Tablet(await profile.open(), server.url);
    await tablet.open();
    await expect.poll(async () => (await team.counts(campaign.id))?.received).toBe(PEOPLE);

    const released = await team.answers();
    expect(released).toHaveLength(PEOPLE);
    for (const { answers } of released) {
      expect(answers.signed).toMatchObject({ signature: { drawn: expect.stringMatching(/^[\d ;]+$/) } });
    }
    const named = released.filter(({ answers }) => answers.place);
    expect(named).toHaveLength(1);
    const line = /^[0-9a-f]{64} \d+ 1280 960 Le poste, près de la porte$/;
    expect(named[0].answers.place).toMatchObject({ photo: expect.stringMatching(line) });

    const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
    await context.addCookies(await team.cookies());
    const results = await context.newPage();
    await results.goto(`${server.url}/app/campaigns/${campaign.id}/results`);
    await expect(results.getByText(`${PEOPLE}\u00a0signatures`)).toBeVisible();
    await expect(results.getByText("1\u00a0photo", { exact: true })).toBeVisible();
    const shown = results.getByRole("img", { name: "Le poste, près de la porte" });
    await shown.scrollIntoViewIfNeeded();
    await expect(shown).toHaveJSProperty("naturalWidth", 1280);
    const [, answer] = /photos\/([^/]+)\/place$/.exec((await shown.getAttribute("src")) ?? "") ?? [];
    const stored = await team.photo(answer, "place");
    expect(stored.includes(SECRET) || stored.includes("Exif")).toBe(false);
    await audit(results, "results with a photo", "fr");
    await context.close();
  } finally {
    await profile.remove();
    await server.remove();
  }
});

for (const { lang, locale } of LANGUAGES) {
  test(`strokes are taken back one by one, ${lang}`, async ({ browser }) => {
    const server = await Server.start();
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 }, serviceWorkers: "block" });
    try {
      const team = await Team.setUp(server.url);
      const asked = await team.publish("remise", [ASKED[1]]);
      const { link } = await team.campaign(SESSION, 8, false, "confidentiel", asked);
      const page = await context.newPage();
      await page.goto(`${server.url}/r/#c=${link}`);
      await page.getByRole("button", { name: /^(Commencer|Start)$/ }).click();
      const signed = page.getByRole("img", { name: /^(Cadre pour signer, signé|Box to sign in, signed)$/ });
      await expect(signed).toHaveCount(0);
      await sign(page);
      await expect(signed).toBeVisible();
      await audit(page, "a signature", lang);
      const undo = page.getByRole("button", { name: /^(Annuler le dernier trait|Undo the last stroke)$/ });
      await undo.click();
      await expect(signed, "one stroke is left").toBeVisible();
      await undo.click();
      await expect(signed).toHaveCount(0);
      await expect(undo).toHaveCount(0);
    } finally {
      await context.close();
      await server.remove();
    }
  });
}

/** Two strokes with the mouse. */
async function sign(page: Page): Promise<void> {
  const box = await page.locator(".sign-pad").boundingBox();
  if (!box) throw new Error("nothing to sign in");
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  for (const stroke of [[at(0.1, 0.7), at(0.3, 0.2), at(0.4, 0.8)], [at(0.5, 0.5), at(0.9, 0.4)]]) {
    await page.mouse.move(...stroke[0]);
    await page.mouse.down();
    for (const point of stroke.slice(1)) await page.mouse.move(...point, { steps: 8 });
    await page.mouse.up();
  }
}

async function photograph(page: Page, buffer: Buffer): Promise<void> {
  const file = { name: "IMG_2031.jpg", mimeType: "image/jpeg", buffer };
  await page.locator("fieldset input[capture]").setInputFiles(file);
  await expect(page.locator("fieldset img")).toHaveJSProperty("naturalWidth", 1280);
  await page.getByRole("textbox").fill("Le poste, près de la porte");
}
