// axe finds nothing on any screen of the respondent's page, walked through from enrolment, from a link and from one to type
// in sheets; both languages, both themes.
import { type Page, expect, test } from "@playwright/test";
import { LANGUAGES, audit } from "../fixtures/axe";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const SESSION = "Excel avancé, Lyon";
const QUESTIONS = 12;
const WORDS = {
  fr: { link: "Relier la tablette", open: "Ouvrir", hand: "Passer la tablette", start: "Commencer" },
  en: { link: "Link the tablet", open: "Open", hand: "Hand the tablet round", start: "Start" },
};

let server: Server;
let team: Team;
let link: string;
let typing: string;

test.beforeAll(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
  const campaign = await team.campaign(SESSION, 8);
  link = campaign.link;
  typing = await team.typingLink(campaign);
});

test.afterAll(() => server?.remove());

for (const { lang, locale } of LANGUAGES) {
  const words = WORDS[lang];
  const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

  test(`a tablet's screens, ${lang}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({ locale, viewport: { width: 800, height: 1280 } });
    const stranger = await context.newPage();
    await stranger.goto(`${server.url}/r/`);
    await audit(stranger, "not enrolled", lang);
    await stranger.close();
    const code = await team.enrolCode(lang);
    const page = await context.newPage();
    await page.goto(`${server.url}/r/#e=${code}`);
    await audit(page, "enrolment", lang);
    await press(page, words.link);
    const row = page.getByRole("listitem").filter({ hasText: SESSION });
    await expect(row).toBeVisible();
    await audit(page, "today", lang);
    await row.getByRole("button", { name: words.open }).click();
    await expect(page.getByRole("heading", { level: 1, name: SESSION })).toBeVisible();
    await audit(page, "the session", lang);
    await press(page, words.hand);
    await expect(page.getByRole("button", { name: words.start })).toBeVisible();
    await audit(page, "handed over", lang);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "no scrolling sideways").toBeLessThanOrEqual(320);
    await context.close();
  });

  test(`typing in sheets, ${lang}`, async ({ browser }) => {
    const context = await browser.newContext({ locale, viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/r/#p=${typing}`);
    await expect(page.locator("#t-0")).toBeFocused();
    await audit(page, "a blank sheet", lang);
    await page.keyboard.type("1179");
    await expect(page.getByText(/^(Ce n’est pas un code|This is no code)/)).toBeVisible();
    await audit(page, "a sheet with a wrong code", lang);
    await page.getByRole("radio").last().press(" ");
    await page.locator("summary").click();
    await audit(page, "a call", lang);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "no scrolling sideways").toBeLessThanOrEqual(320);
    await context.close();
  });

  test(`a respondent's screens, ${lang}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/r/#c=${link}`);
    await expect(page.getByRole("button", { name: words.start })).toBeVisible();
    await audit(page, "the notice", lang);
    await press(page, words.start);
    for (let number = 1; number <= QUESTIONS; number++) {
      await expect(page.locator("progress")).toHaveJSProperty("value", number);
      await audit(page, `question ${number}`, lang);
      if (number === 1) await page.getByRole("radio").first().check({ force: true });
      const onward = page.locator("footer").getByRole("button").last();
      await onward.click();
    }
    await expect(page.locator("progress")).toHaveCount(0);
    await audit(page, "thanks", lang);
    await context.close();
  });
}
