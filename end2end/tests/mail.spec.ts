// Asking by mail: people of a session, a real mail server, a link that counts once; and printed strips with a double.
import { type Browser, type Page, devices, expect, test } from "@playwright/test";
import { audit } from "../fixtures/axe";
import { SESSION } from "../fixtures/classroom";
import { Mailbox } from "../fixtures/mailbox";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Tablet } from "../pages/tablet";

let box: Mailbox;
let server: Server;
let team: Team;

test.beforeEach(async () => {
  box = await Mailbox.open();
  server = await Server.start(box.settings);
  team = await Team.setUp(server.url);
});

test.afterEach(async () => {
  await server?.remove();
  await box?.close();
});

/** The workspace, signed in. */
async function desk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR" });
  await context.addCookies(await team.cookies());
  return context.newPage();
}

/** A phone that opened a link with a network. */
async function phone(browser: Browser, link: string): Promise<Tablet> {
  const { defaultBrowserType: _, ...small } = devices["Pixel 7"];
  const context = await browser.newContext({ ...small, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto(`${server.url}${link}`);
  return new Tablet(page, server.url);
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Ajouter une personne" }).click();
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Adresse électronique").fill(`${name.toLowerCase()}@cimes.example`);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("rowheader", { name })).toBeVisible();
}

/** What waits in the quarantine, as the screen says it. */
async function expectDouble(page: Page): Promise<void> {
  await page.goto(`${server.url}/app/verify`);
  await expect(page.getByText("a déjà servi")).toBeVisible({ timeout: 30_000 });
}

test("a link sent by mail counts once, and whoever answered is asked no more", async ({ browser }) => {
  test.setTimeout(120_000);
  const campaign = await team.campaign(SESSION, 6, false, "confidentiel");
  const page = await desk(browser);
  await page.goto(`${server.url}/app/sessions/${campaign.session}/people`);
  await add(page, "Ana");
  await add(page, "Bo");
  await audit(page, "people", "fr");

  await page.goto(`${server.url}/app/campaigns/${campaign.id}/mail`);
  await expect(page.getByText("confidentielles")).toBeVisible({ timeout: 30_000 });
  await audit(page, "mail", "fr");
  await page.getByRole("button", { name: "M’envoyer un essai" }).click();
  await expect.poll(() => box.mails.map((mail) => mail.to)).toEqual(["claire@cimes.example"]);
  await page.getByRole("button", { name: "Inviter 2 personnes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Inviter 2 personnes" }).click();
  await expect.poll(() => box.mails.length, { timeout: 15_000 }).toBe(3);

  const link = box.link("ana@cimes.example");
  expect(link).toMatch(/^\/r\/#c=/);
  const first = await phone(browser, link);
  const second = await phone(browser, link);
  await expect(second.button("Commencer")).toBeVisible();
  await first.respond("clair et utile");
  await expect.poll(async () => (await team.counts(campaign.id))?.received).toBe(1);
  await second.respond("une deuxième fois");
  await expect.poll(async () => (await team.counts(campaign.id))?.quarantined).toBe(1);
  expect((await team.counts(campaign.id))?.received).toBe(1);
  const third = await phone(browser, link);
  await expect(third.heading("Ce lien a déjà servi")).toBeVisible();

  await page.reload();
  const ana = page.getByRole("row", { name: "Ana" });
  await expect(ana.getByText("A répondu")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("row", { name: "Bo" }).getByText("Sans réponse")).toBeVisible();
  await expectDouble(page);
});

test("printed strips count once each, also when two phones answer offline by the same one", async ({ browser }) => {
  test.setTimeout(120_000);
  const campaign = await team.campaign(SESSION, 6);
  const page = await desk(browser);
  await page.goto(`${server.url}/app/campaigns/${campaign.id}/strips`);
  await page.getByLabel("Nombre de bandelettes").fill("6");
  await page.getByRole("button", { name: "Créer les bandelettes" }).click();
  const strips = page.locator(".strip");
  await expect(strips).toHaveCount(6, { timeout: 30_000 });
  await audit(page, "strips", "fr");
  const address = await strips.first().locator(".address").innerText();
  const link = new URL(address);

  const phones = [await phone(browser, `/r/${link.hash}`), await phone(browser, `/r/${link.hash}`)];
  for (const one of phones) {
    await expect(one.button("Commencer")).toBeVisible();
    await one.page.context().setOffline(true);
    await one.respond("sans réseau");
  }
  for (const one of phones) await one.page.context().setOffline(false);
  await expect.poll(async () => (await team.counts(campaign.id))?.quarantined, { timeout: 30_000 }).toBe(1);
  expect((await team.counts(campaign.id))?.received).toBe(1);
  await expectDouble(page);
});
