// Days that cannot be are told at their field: what is said to have been heard tomorrow, a survey that ended yesterday.
import { type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team, today } from "../fixtures/team";

let server: Server;
let team: Team;

test.beforeAll(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
});

test.afterAll(() => server?.remove());

/** So many days from today. */
function day(ahead: number): string {
  const noon = new Date(`${today()}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + ahead);
  return noon.toISOString().slice(0, 10);
}

async function open(page: Page, path: string): Promise<void> {
  await page.context().addCookies(await team.cookies());
  await page.goto(`${server.url}/app/${path}`);
}

test("feedback of a day to come is refused at its day, and taken once the day is mended", async ({ page }) => {
  await open(page, "feedback");
  await page.getByRole("button", { name: "Noter un retour" }).first().click();
  await page.locator("#day").fill(day(2));
  await page.locator("#summary").fill("Le financeur salue les ateliers.");
  const save = page.getByRole("dialog").getByRole("button", { name: "Enregistrer" });
  await save.click();
  await expect(page.locator("#day-error")).toHaveText(/Ce jour n’est pas encore venu/);
  await page.locator("#day").fill(day(0));
  await save.click();
  await expect(page).toHaveURL(/\/app\/feedback\/[0-9a-f-]{36}$/);
});

test("a survey whose last day has passed is not set up", async ({ page }) => {
  const { session } = await team.campaign("Excel avancé, Lyon", 6);
  await open(page, `sessions/${session}`);
  await page.getByRole("button", { name: "Ouvrir une enquête" }).click();
  await page.locator("#opens").fill(day(-9));
  await page.locator("#closes").fill(day(-1));
  await page.getByRole("dialog").locator("button.primary").click();
  await expect(page.locator("#closes-error")).toHaveText(/Ce dernier jour est passé/);
  await expect(page).toHaveURL(new RegExp(`/app/sessions/${session}$`));
});
