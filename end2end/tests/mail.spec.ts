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

/** A notice that mail to somebody will never arrive, as a mail server sends it. */
function notice(to: string): string {
  return [
    "From: MAILER-DAEMON@cimes.example",
    "Subject: Undelivered Mail Returned to Sender",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    "",
    "--part",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; cimes.example",
    "",
    `Final-Recipient: rfc822; ${to}`,
    "Action: failed",
    "Status: 5.1.1",
    "",
    "--part--",
    "",
  ].join("\r\n");
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

  const stops = box.mails.filter((mail) => mail.unsubscribe).map((mail) => mail.unsubscribe);
  expect(new Set(stops).size, "one for each invitation, none in the trial").toBe(2);
  expect(stops[0]).toContain(`${server.url}/stop/`);

  // What an auditor wants to see.
  await page.goto(`${server.url}/app/campaigns/${campaign.id}`);
  const told = page.locator(".history").getByRole("listitem").filter({ hasText: "Courriel" });
  await expect(told).toContainText("Première sollicitation, Courriel, 2 personnes", { timeout: 30_000 });
  await expect(told).toHaveCount(1);
  await expect(told).not.toContainText("Ana");
  await page.goto(`${server.url}/app/campaigns/${campaign.id}/mail`);

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
  const bo = page.getByRole("row", { name: "Bo" });
  await expect(bo.getByText("Sans réponse")).toBeVisible();

  // A notice of failed delivery, and a file that is none.
  const file = { name: "retour.eml", mimeType: "message/rfc822", buffer: Buffer.from(notice("bo@cimes.example")) };
  const junk = { name: "photo.eml", mimeType: "message/rfc822", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47]) };
  await page.getByLabel("Fichiers .eml ou mbox").setInputFiles([file, junk]);
  const toldOfBo = page.getByRole("row", { name: "retour.eml, message 1" });
  await expect(toldOfBo).toContainText("N’arrivera jamais");
  await expect(page.getByRole("alert").getByText(/^photo\.eml/)).toBeVisible();
  await audit(page, "mail", "fr");
  await expect(page.getByRole("cell", { name: "Sans réponse" }), "nothing is noted yet").toBeVisible();
  await page.getByRole("button", { name: "Ne plus écrire à 1 adresse" }).click();
  await expect(page.getByRole("row", { name: "Bo" }).getByText("Les courriels reviennent")).toBeVisible();
  await expectDouble(page);
});

test("a long list says how far it is and can be stopped", async ({ browser }) => {
  test.setTimeout(180_000);
  const campaign = await team.campaign(SESSION, 6, false, "confidentiel");
  const page = await desk(browser);
  await page.goto(`${server.url}/app/sessions/${campaign.session}/people/import`);
  const rows = Array.from({ length: 20_000 }, (_, n) => `P${n};p${n}@cimes.example`);
  const list = Buffer.from(["Nom;E-mail", ...rows].join("\n"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choisir un fichier" }).click(),
  ]);
  await chooser.setFiles({ name: "liste.csv", mimeType: "text/csv", buffer: list });
  await page.getByRole("button", { name: "Vérifier les lignes" }).click({ timeout: 30_000 });
  const take = page.getByRole("button", { name: "Importer 20\u202f000 lignes" });
  await expect(take).toBeVisible({ timeout: 30_000 });
  await audit(page, "import_contacts", "fr");
  await take.click();
  await expect(page.getByText(/lignes importées sur 20\u202f000/)).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).click();
  await expect(page.getByText("Import arrêté.")).toBeVisible();
  await expect(page.getByText(/lignes prêtes à importer/)).toBeVisible({ timeout: 60_000 });
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

test("an address that the mail server refuses is told beside the person and not written to again", async ({ browser }) => {
  const campaign = await team.campaign(SESSION, 6, false, "confidentiel");
  const page = await desk(browser);
  await page.goto(`${server.url}/app/sessions/${campaign.session}/people`);
  await add(page, "Ana");
  await add(page, "Absent");
  await page.goto(`${server.url}/app/campaigns/${campaign.id}/mail`);
  await page.getByRole("button", { name: "Inviter 2 personnes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Inviter 2 personnes" }).click();
  await expect.poll(() => box.mails.map((mail) => mail.to)).toEqual(["ana@cimes.example"]);
  const absent = page.getByRole("row", { name: "Absent" });
  await expect(async () => {
    await page.reload();
    await expect(absent.getByText(/^Adresse refusée par le serveur de messagerie le /)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Le serveur de messagerie a refusé une adresse")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Inviter/ }), "nobody is left to invite").toHaveCount(0);
  await audit(page, "refused address", "fr");

  // Once the survey is over nothing is offered that cannot be done.
  await team.close(campaign);
  await page.reload();
  await expect(page.getByText("aucun lien ne s’y crée plus")).toBeVisible();
  await expect(page.getByText("créez un lien")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Créer les liens" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "M’envoyer un essai" })).toHaveCount(0);
});
