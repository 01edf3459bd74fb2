// Files whose operation the server has and whose bytes it has not: they wait, everywhere the screen says what waits, and
// go along in the locked file that another device sends from.
import { type Page, expect, test } from "@playwright/test";
import { pdf } from "../fixtures/pdf";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Desk } from "../pages/desk";

const PASSPHRASE = "quatre mots au hasard";
const BLOBS = "**/app/sync/v1/blobs/**";
const NAME = "Preuve.pdf";

let server: Server;

test.beforeEach(async () => {
  server = await Server.start();
});

test.afterEach(() => server?.remove());

test("a file that only this device has waits, is asked about at sign-out, and leaves with what waits", async ({ browser }) => {
  test.setTimeout(180_000);
  const team = await Team.setUp(server.url);
  const action = await team.action("Refaire la signalétique");
  const [here, there] = [await browser.newContext(), await browser.newContext()];
  for (const context of [here, there]) await context.addCookies(await team.cookies());
  const page = await here.newPage();
  await here.route(BLOBS, (route) => route.abort());
  await new Desk(page, server.url).open(action);
  const sent = page.waitForResponse((answer) => answer.url().includes("/push") && answer.ok());
  await page.locator("input[type=file]:not([capture])").setInputFiles({ name: NAME, mimeType: "application/pdf", buffer: pdf("preuve") });
  await sent;
  await expect(line(page)).toContainText("pas encore envoyée");
  await expect(page.locator(".sync-line")).toContainText("En attente d’envoi (1)");

  await page.goto(`${server.url}/app/device`);
  await expect(page.locator(".facts").first()).toContainText("1 pièce jointe");
  await expect(page.getByText("tout est chez le serveur")).toHaveCount(0);
  await page.getByRole("button", { name: "Enregistrer ce qui attend" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Phrase secrète").fill(PASSPHRASE);
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Enregistrer ce qui attend" }).click();
  const file = await (await saved).path();

  await page.goto(`${server.url}/app/settings`);
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("1 pièce jointe");
  await page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();

  const beside = await there.newPage();
  await beside.goto(`${server.url}/app/device`);
  await beside.getByRole("button", { name: "Ouvrir un fichier enregistré" }).click();
  const opening = beside.getByRole("dialog");
  await opening.getByLabel("Fichier").setInputFiles(file);
  await opening.getByLabel("Phrase secrète").fill(PASSPHRASE);
  await opening.getByRole("button", { name: "Ouvrir un fichier enregistré" }).click();
  await expect(beside.getByText("pièces jointes : 1")).toBeVisible({ timeout: 30_000 });
  await new Desk(beside, server.url).open(action);
  await expect(line(beside)).toContainText("Reçue par le serveur", { timeout: 60_000 });

  await here.unrouteAll();
  await page.goto(`${server.url}/app/plan/${action}`);
  await expect(line(page)).toContainText("Reçue par le serveur", { timeout: 60_000 });
  await new Desk(page, server.url).allSent();
  await here.close();
  await there.close();
});

function line(page: Page) {
  return page.locator(".attachments li");
}
