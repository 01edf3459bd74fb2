// The rooms of the workspace, and the respondent's screens for staff, are files of their own: not part of the first load,
// there without a network once the worker has filled its cache (of a tablet: `offline.spec.ts`), missed in words before that.
import { type Browser, type BrowserContext, type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

/** Their links in the navigation, and what their first pages are called. */
const ROOMS = [
  ["Recueil", "Sessions"],
  ["Analyse", "Résultats"],
  ["Plan", "Plan d’amélioration"],
  ["Réglages", "Réglages"],
];
const PARTS = "**/assets/parts/**";

let server: Server;
let team: Team;

test.beforeEach(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
});

test.afterEach(() => server?.remove());

test("rooms never opened before open without a network", async ({ browser }) => {
  const page = await home(await signedIn(browser));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.kill();
  await page.context().setOffline(true);
  for (const [room, title] of ROOMS) {
    await enter(page, room);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  }
  await page.goto(`${server.url}/app/settings/people`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a room that cannot be fetched says so, and opens when tried again", async ({ browser }) => {
  const context = await signedIn(browser, "block");
  const parts: string[] = [];
  context.on("request", (request) => {
    if (request.url().includes("/assets/parts/")) parts.push(request.url());
  });
  const page = await home(context);
  expect(parts, "fetched with the home page").toEqual([]);

  await context.route(PARTS, (route) => route.abort());
  await enter(page, "Plan");
  await expect(page.getByText("Cette page n’est pas encore sur cet appareil")).toBeVisible();
  await context.unroute(PARTS);
  await page.getByRole("button", { name: "Réessayer" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plan d’amélioration");
});

test("a phone that opens a link fetches nothing that only staff needs", async ({ browser }) => {
  const { link } = await team.campaign("Excel avancé, Lyon", 6);
  const context = await browser.newContext({ serviceWorkers: "block", locale: "fr-FR" });
  const parts: string[] = [];
  context.on("request", (request) => {
    if (request.url().includes("/assets/parts/")) parts.push(request.url());
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/r/#c=${link}`);
  await page.getByRole("button", { name: "Commencer" }).click();
  await expect(page.getByRole("radio").first()).toBeVisible();
  expect(parts).toEqual([]);
});

test("a tablet whose screens for staff did not come says so, and shows them when tried again", async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: "block", locale: "fr-FR" });
  await context.route(PARTS, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${server.url}/r/#e=${await team.enrolCode("Tablette 1")}`);
  await expect(page.getByText("Cet écran n’est pas encore sur cette tablette")).toBeVisible();
  await context.unroute(PARTS);
  await page.getByRole("button", { name: "Réessayer" }).click();
  await page.getByRole("button", { name: "Relier la tablette" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aujourd’hui");
});

async function signedIn(browser: Browser, serviceWorkers: "allow" | "block" = "allow"): Promise<BrowserContext> {
  const context = await browser.newContext({ serviceWorkers });
  await context.addCookies(await team.cookies());
  return context;
}

async function home(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/app/`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return page;
}

async function enter(page: Page, room: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: room, exact: true }).click();
}
