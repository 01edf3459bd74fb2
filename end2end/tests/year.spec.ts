// A year of a provider with the four services: all its surveys set up at once and taken back, one moved, one called off; the
// board of coverage says what was forgotten, and changes when feedback is noted, without a network.
import { type Page, expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { Server } from "../fixtures/server";
import { Team, create } from "../fixtures/team";

const YEAR = new Date().getFullYear() + 1;
const KINDS = ["formation", "bilan", "vae", "apprentissage"];

let server: Server;
let team: Team;

test.beforeEach(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
});

test.afterEach(() => server?.remove());

test("a year of four services is set up in one go, and coverage follows without a network", async ({ browser }) => {
  test.setTimeout(240_000);
  await provider();
  const context = await browser.newContext();
  await context.addCookies(await team.cookies());
  const page = await context.newPage();

  await page.goto(`${server.url}/app/calendar?year=${YEAR}`);
  await expect(page.getByRole("cell", { name: "À mettre en place" }).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await setUpTheYear(page);
  await moveOneAndCallOneOff(page);

  await context.setOffline(true);
  const cell = () => page.getByRole("row", { name: /^Entreprises/ }).getByRole("cell").first();
  await page.getByRole("link", { name: "Couverture" }).click();
  await page.getByLabel("Année").selectOption(String(new Date(ended()).getFullYear()));
  await expect(cell()).toHaveText(/En retard/);
  await note(page);
  await page.getByRole("link", { name: "Recueil" }).click();
  await page.getByRole("link", { name: "Couverture" }).click();
  await page.getByLabel("Année").selectOption(String(new Date(ended()).getFullYear()));
  await expect(cell()).toHaveText(/Fait/);
  await cell().getByRole("button").click();
  await expect(page.getByRole("dialog").getByText("Remplacée par un retour")).toBeVisible();
  await context.close();
});

/** A session that ended some time ago for a company, and one of each kind in the coming year. */
async function provider(): Promise<void> {
  const service = randomUUID();
  await team.push([
    create("service", service, { kind: "formation", title: "Excel" }),
    create("session", randomUUID(), session(service, "Excel chez Durand", ended(), ended(), "Durand SA")),
  ]);
  for (const [index, kind] of KINDS.entries()) {
    const id = randomUUID();
    const starts = `${YEAR}-0${index + 2}-02`;
    await team.push([
      create("service", id, { kind, title: `Prestation ${kind}` }),
      create("session", randomUUID(), session(id, `Session ${kind}`, starts, `${YEAR}-09-10`, "")),
    ]);
  }
}

function session(service: string, title: string, starts: string, ends: string, company: string) {
  return {
    service, title, starts, ends, site: "Lyon", trainer: "Marc Roux", company, funder: "OPCO Atlas",
    subcontracted_for: "", headcount: 8, absent: 0,
  };
}

/** Long enough ago for the survey of its company to be over. */
function ended(): string {
  return new Date(Date.now() - 60 * 86_400_000).toLocaleDateString("sv-SE");
}

async function setUpTheYear(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: `enquêtes de ${YEAR}` });
  const words = (await button.textContent()) ?? "";
  const count = Number(/\d+/.exec(words)?.[0]);
  expect(count).toBeGreaterThan(15);
  await button.click();
  await page.getByRole("button", { name: `Mettre en place ${count} enquêtes` }).click();
  await expect(page.getByText(`${count} enquêtes mises en place.`)).toBeVisible();
  await expect(page.getByRole("cell", { name: "Prévue" })).toHaveCount(count);

  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(page.getByRole("cell", { name: "Annulée" })).toHaveCount(count);
  await page.getByRole("button", { name: `enquêtes de ${YEAR}` }).click();
  await page.getByRole("button", { name: `Mettre en place ${count} enquêtes` }).click();
  await expect(page.getByRole("cell", { name: "Prévue" })).toHaveCount(count);
}

async function moveOneAndCallOneOff(page: Page): Promise<void> {
  const row = page.getByRole("row", { name: /^À chaud, bénéficiaires.*Session bilan/ });
  await row.getByRole("button", { name: /^Changer les dates/ }).click();
  await page.getByLabel("Ouvre le").fill(`${YEAR}-09-09`);
  await page.getByLabel("Dernier jour par lien").fill(`${YEAR}-09-30`);
  await page.getByRole("dialog").getByRole("button", { name: "Changer les dates" }).click();
  await expect(row.getByText(`09/09/${YEAR}`)).toBeVisible();

  await row.getByRole("button", { name: /^Annuler l’enquête/ }).click();
  await page.getByLabel("Raison").fill("Bilan reporté");
  await page.getByRole("dialog").getByRole("button", { name: "Annuler l’enquête" }).click();
  await expect(row.getByRole("cell", { name: "Annulée" })).toBeVisible();
}

/** An interview with the company, and an action from a passage of it. */
async function note(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Retours" }).click();
  await page.getByRole("button", { name: "Noter un retour" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Sous quelle forme").selectOption({ label: "Entretien" });
  await sheet.getByLabel("De qui").selectOption({ label: "Entreprises" });
  await sheet.getByLabel("Session", { exact: false }).selectOption({ label: "Excel chez Durand" });
  await sheet.getByLabel("Ce qui a été dit").fill("Le programme est arrivé trop tard. Le reste a plu.");
  await sheet.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Entretien, entreprises" })).toBeVisible();

  await page.locator(".passage").evaluate((place) => {
    const range = document.createRange();
    range.setStart(place.firstChild!, 0);
    range.setEnd(place.firstChild!, "Le programme est arrivé trop tard".length);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
  });
  await page.getByRole("button", { name: "Créer une action" }).click();
  await expect(page.getByRole("dialog").locator("blockquote")).toHaveText(/Le programme est arrivé trop tard\s*»$/);
  await page.getByLabel("Ce qui va changer").fill("Envoyer le programme un mois avant");
  await page.getByRole("button", { name: "Créer l’action" }).click();
  await page.getByRole("link", { name: "Envoyer le programme un mois avant" }).click();
  await expect(page.getByRole("link", { name: "Lire le retour d’où elle vient" })).toBeVisible();
}
