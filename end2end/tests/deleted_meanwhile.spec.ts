// One person deletes an action while another works on it, both without a network: nothing that was written is lost, and
// whoever looks brings the action back with one tap. A text that both changed is merged, and its history says from what;
// a PDF joined to it is looked at from the device.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { audit } from "../fixtures/axe";
import { pdf } from "../fixtures/pdf";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Desk } from "../pages/desk";

const TITLE = "Raccourcir le module 3";

test("an action deleted while others write on it comes back whole, with a text merged from both", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const action = await team.action(TITLE);
    const [one, two] = [await desk(browser, team, server, action), await desk(browser, team, server, action)];
    await one.write("Description", "Le module dure trois heures. Le formateur lit ses diapositives.");
    await expect(two.field("Description")).toHaveValue(/diapositives\.$/, { timeout: 60_000 });

    await server.kill();
    for (const { page } of [one, two]) await page.context().setOffline(true);
    await one.write("Description", "Le module dure deux heures. Le formateur lit ses diapositives.");
    await two.write("Description", "Le module dure trois heures. Le formateur fait pratiquer.");
    await attached(two.page);
    await one.page.getByRole("button", { name: "Supprimer la fiche" }).click();
    await expect(one.page.getByRole("button", { name: "Rétablir la fiche" })).toBeVisible();

    await server.up();
    for (const { page } of [one, two]) await page.context().setOffline(false);
    for (const { page } of [one, two]) {
      await expect(page.getByText("Supprimée, avec des modifications ultérieures")).toBeVisible({ timeout: 60_000 });
    }

    // Without a network again, in the list of what waits for a decision.
    await two.page.goto(`${server.url}/app/verify`);
    const card = two.page.locator("article").filter({ hasText: TITLE });
    await expect(card.getByText("Supprimée, avec des modifications ultérieures")).toBeVisible();
    await expect(card.locator(".history")).toContainText("Description");
    await audit(two.page, "a record deleted with later edits", "fr");
    await server.kill();
    await two.page.context().setOffline(true);
    await card.getByRole("button", { name: "Rétablir la fiche" }).click();
    await expect(card).toHaveCount(0);
    await two.page.getByRole("button", { name: "Annuler" }).click();
    await card.getByRole("button", { name: "Rétablir la fiche" }).click();
    await expect(card).toHaveCount(0);
    await server.up();
    await two.page.context().setOffline(false);
    await two.exchange();

    for (const desk of [one, two]) {
      await desk.open(action);
      const merged = "Le module dure deux heures. Le formateur fait pratiquer.";
      await expect(desk.field("Description")).toHaveValue(merged, { timeout: 60_000 });
      const line = desk.page.locator(".history li").filter({ hasText: "Deux textes fusionnés" });
      await expect(line.locator("ins")).toHaveText(merged);
      await line.getByText("Lire les deux textes").click();
      await expect(line.locator("dl")).toContainText("Le module dure deux heures. Le formateur lit ses diapositives.");
      await expect(line.locator("dl")).toContainText("Le module dure trois heures. Le formateur fait pratiquer.");
    }
    await audit(one.page, "an action with a merged text", "fr");
  } finally {
    await server.remove();
  }
});

/** A browser of its own, signed in, that shows the action and can do without the server. */
async function desk(browser: Browser, team: Team, server: Server, action: string): Promise<Desk> {
  const context = await browser.newContext();
  await context.addCookies(await team.cookies());
  const desk = new Desk(await context.newPage(), server.url);
  await desk.open(action);
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return desk;
}

/** Joins a PDF, and looks at it over the page, then in the tab that the browser opens for it: no network is needed. */
async function attached(page: Page): Promise<void> {
  const file = { name: "Séquence.pdf", mimeType: "application/pdf", buffer: pdf("Séquence du module 3") };
  await page.locator("input[type=file]:not([capture])").setInputFiles(file);
  const line = page.locator(".attachments li");
  await expect(line).toContainText("PDF");
  await line.getByRole("button", { name: "Ouvrir Séquence.pdf" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("iframe")).toHaveAttribute("title", "Séquence.pdf");
  // The browser's reader runs in the frame: our policy lets it.
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContainEqual(expect.stringMatching(/^chrome-extension:/));
  const opened = page.context().waitForEvent("page");
  await dialog.getByRole("button", { name: "Ouvrir dans un onglet" }).click();
  const tab = await opened;
  expect(tab.url()).toMatch(/^blob:/);
  expect(await tab.evaluate(() => document.contentType)).toBe("application/pdf");
  await tab.close();
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await expect(dialog).toHaveCount(0);
}
