// axe finds nothing on any page of the workspace: pages are read from the list that browser and server share, so none
// is forgotten; both languages, both themes, laptop and phone.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { LANGUAGES, audit } from "../fixtures/axe";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const patterns = pagesOf(readFileSync(new URL("../../crates/api/src/paths.rs", import.meta.url), "utf8"));
/** Pages for a person who is not signed in. */
const before = ["/app/setup", "/app/sign-in", "/app/invitation"];

let server: Server;
let team: Team;
let ids: Record<string, string>;

test.beforeAll(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
  const campaign = await team.campaign("Excel avancé, Lyon", 8);
  ids = {
    "/app/services/:id": campaign.service,
    "/app/sessions/:id": campaign.session,
    "/app/campaigns/:id": campaign.id,
    "/app/feedback/:id": await team.feedback("Le programme est arrivé trop tard. Le reste a plu."),
    "/app/plan/:id": await team.action("Raccourcir le module 3"),
    "/app/questionnaires/drafts/:id": await team.draft("Enquête de l’atelier"),
    "/app/questionnaires/:id": await team.questionnaire("Enquête du salon"),
  };
});

test.afterAll(() => server?.remove());

test("the first-run page", async ({ page }) => {
  const empty = await Server.start();
  try {
    await page.goto(`${empty.url}/app/`);
    await expect(page.getByRole("heading", { level: 1, name: "Bienvenue dans Boucle" })).toBeVisible();
    await audit(page, "first run", "fr");
  } finally {
    await empty.remove();
  }
});

test("the page of an unknown address, in both languages at once", async ({ page }) => {
  const answer = await page.goto(`${server.url}/app/nowhere`);
  expect(answer?.status()).toBe(404);
  await audit(page, "/app/nowhere", "fr");
});

for (const { lang, locale } of LANGUAGES) {
  test(`every page of the workspace, ${lang}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const open = async (path: string) => {
      await page.goto(server.url + path);
      await audit(page, path, lang);
    };
    for (const path of before) await open(path);
    await context.addCookies(await team.cookies());
    for (const path of inside()) await open(path);
    await context.close();
  });
}

test("every page of the workspace on a phone", async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addCookies(await team.cookies());
  const page = await context.newPage();
  for (const path of inside()) {
    await page.goto(server.url + path);
    await audit(page, path, "fr");
    // Nothing is cut off or scrolls sideways.
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
  await context.close();
});

/** Every page of a signed-in person, with ids that exist. */
function inside(): string[] {
  return patterns.filter((pattern) => !before.includes(pattern)).map(concrete);
}

function concrete(pattern: string): string {
  const known = Object.keys(ids).find((prefix) => pattern.startsWith(prefix));
  return (known ? pattern.replace(":id", ids[known]) : pattern).replace(":key", "af.hot");
}

function pagesOf(source: string): string[] {
  const list = /WORKSPACE_PAGES: &\[&str\] = &\[([^\]]+)\]/.exec(source);
  if (!list) throw new Error("the list of pages was not found");
  return [...list[1].matchAll(/"([^"]+)"/g)].map((match) => match[1]);
}
