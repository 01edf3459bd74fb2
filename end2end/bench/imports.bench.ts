// The longest lists that are taken, 50,000 people from CSV and from XLSX, 5,000 sessions, and 50,000 answers, at which the
// server starts itself again on the way, for its engine's log is full: how long until the columns, the
// check and the end are on screen, how soon the first figure moves, and how soon a stopped import says so.
import { type Page, chromium, expect, test } from "@playwright/test";
import { executable, flags } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { workbook } from "../fixtures/xlsx";

const PEOPLE = 50_000;
const SESSIONS = 5_000;
const ANSWERS = 50_000;
const DAY = new Date().toLocaleDateString("fr-FR");

test("long lists", async () => {
  test.setTimeout(1_800_000);
  const server = await Server.start();
  const browser = await chromium.launch({ executablePath: executable, args: flags });
  try {
    const team = await Team.setUp(server.url);
    const { id, session } = await team.campaign("Banc", 12);
    const context = await browser.newContext({ locale: "fr-FR" });
    await context.addCookies(await team.cookies());
    const page = await context.newPage();
    const people = `${server.url}/app/sessions/${session}/people/import`;
    await whole(page, people, { name: "csv.csv", rows: contacts("csv"), sheet: false });
    await whole(page, people, { name: "xlsx.xlsx", rows: contacts("xlsx"), sheet: true });
    await stopped(page, people, { name: "stop.csv", rows: contacts("stop"), sheet: false });
    await whole(page, `${server.url}/app/sessions/import`, { name: "sessions.csv", rows: sessions(), sheet: false });
    await whole(page, `${server.url}/app/campaigns/${id}/import`, { name: "answers.csv", rows: answers(), sheet: false });
  } finally {
    await browser.close();
    await server.remove();
  }
});

interface List {
  name: string;
  rows: string[][];
  /** As a workbook. */
  sheet: boolean;
}

function contacts(domain: string): string[][] {
  const row = (_: unknown, n: number) => [`Nom ${n}`, `Prénom ${n}`, `p${n}@${domain}.example`, `Entreprise ${n % 900}`];
  return [["Nom", "Prénom", "E-mail", "Entreprise"], ...Array.from({ length: PEOPLE }, row)];
}

function sessions(): string[][] {
  const row = (_: unknown, n: number) => [`Atelier ${n % 50}`, "formation", `Groupe ${n}`, "2027-03-15", "2027-03-16", "Lyon", "8"];
  return [["Prestation", "Nature", "Session", "Début", "Fin", "Lieu", "Effectif"], ...Array.from({ length: SESSIONS }, row)];
}

function answers(): string[][] {
  const head = ["Horodateur", "Objectifs atteints", "Rythme", "Satisfaction globale", "NPS", "Points forts"];
  const row = (_: unknown, n: number) =>
    [DAY, `${1 + (n % 4)}`, "Trop lent", `${1 + (n % 4)}`, `${n % 11}`, `La pratique, et le groupe ${n} qui s’est bien entendu`];
  return [head, ...Array.from({ length: ANSWERS }, row)];
}

/** Every step to the end. */
async function whole(page: Page, url: string, list: List): Promise<void> {
  const told = await check(page, url, list);
  const started = performance.now();
  const moved = accept(page, list).then(() => performance.now() - started);
  await expect(page.getByText(/lignes importées\.$/)).toBeVisible({ timeout: 600_000 });
  const taken = performance.now() - started;
  console.log(`${told}, taken ${seconds(taken)} (first figure after ${seconds(await moved)})`);
}

/** To the first figure, then ended. */
async function stopped(page: Page, url: string, list: List): Promise<void> {
  await check(page, url, list);
  await accept(page, list);
  const started = performance.now();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText("Import arrêté.")).toBeVisible();
  console.log(`${list.name}: stopped ${seconds(performance.now() - started)} after the press`);
  await expect(page.getByText(/lignes prêtes à importer/)).toBeVisible({ timeout: 120_000 });
}

async function check(page: Page, url: string, { name, rows, sheet }: List): Promise<string> {
  await page.goto(url);
  const buffer = sheet ? workbook(rows) : Buffer.from(rows.map((row) => row.join(";")).join("\n"));
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choisir un fichier" }).click();
  let started = performance.now();
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer });
  const button = page.getByRole("button", { name: "Vérifier les lignes" });
  await button.waitFor({ timeout: 120_000 });
  const read = performance.now() - started;
  started = performance.now();
  await button.click();
  await take(page, rows.length - 1).waitFor({ timeout: 120_000 });
  const checked = performance.now() - started;
  return `${rows.length - 1} rows, ${name} of ${(buffer.length / 1e6).toFixed(1)} MB: columns ${seconds(read)}, check ${seconds(checked)}`;
}

/** Resolves once a figure has moved. */
async function accept(page: Page, { rows }: List): Promise<void> {
  await take(page, rows.length - 1).click();
  await expect(page.getByText(/^[1-9].* lignes importées sur/)).toBeVisible({ timeout: 120_000 });
}

function take(page: Page, rows: number) {
  return page.getByRole("button", { name: `Importer ${rows / 1000}\u202f000 lignes` });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
