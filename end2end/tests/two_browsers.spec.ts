// Two people edit one action without a network: both changes appear on both sides, and where they wrote in the same
// field both values are shown until somebody chooses, or keeps both in a remark.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

test("two browsers edit one action offline and converge", async ({ browser }) => {
  test.setTimeout(180_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const address = `${server.url}/app/plan/${await team.action("Raccourcir le module 3")}`;
    const [one, two] = [await desk(browser, team, address), await desk(browser, team, address)];

    await server.kill();
    for (const page of [one, two]) await page.context().setOffline(true);
    await write(one, "Résultat attendu", "Deux heures au lieu de trois");
    await write(two, "Critère de réussite", "Rythme noté 4 sur 5");
    await write(one, "Ce qui va changer", "Raccourcir le module 3 en mai");
    await write(two, "Ce qui va changer", "Alléger le module 3");
    await write(one, "Description", "Le module 3 fatigue.\nLe groupe décroche.");
    await write(two, "Description", "Trop d’exercices à la suite.");
    // What is on a device without a network survives leaving the page.
    await one.reload();
    await expect(one.getByLabel("Résultat attendu")).toHaveValue("Deux heures au lieu de trois");

    await server.up();
    for (const page of [one, two]) await page.context().setOffline(false);
    for (const page of [one, two]) {
      await expect(page.getByLabel("Résultat attendu")).toHaveValue("Deux heures au lieu de trois", { timeout: 60_000 });
      await expect(page.getByLabel("Critère de réussite")).toHaveValue("Rythme noté 4 sur 5", { timeout: 60_000 });
      const conflict = versions(page, "Ce qui va changer");
      await expect(conflict.getByText("Raccourcir le module 3 en mai")).toBeVisible({ timeout: 60_000 });
      await expect(conflict.getByText("Alléger le module 3")).toBeVisible();
    }

    const other = versions(one, "Ce qui va changer");
    await other.getByRole("button", { name: "Garder celle-ci" }).last().click();
    await expect(other).toHaveCount(0);
    const kept = await one.getByLabel("Ce qui va changer").inputValue();
    for (const page of [one, two]) {
      await expect(versions(page, "Ce qui va changer")).toHaveCount(0, { timeout: 60_000 });
      await expect(page.getByLabel("Ce qui va changer")).toHaveValue(kept);
    }

    // Without a network again: nobody has to be wrong.
    await two.context().setOffline(true);
    const shown = await two.getByLabel("Description").inputValue();
    await contested(two, "Description").getByRole("button", { name: "Garder les deux dans une remarque" }).click();
    await expect(contested(two, "Description")).toHaveCount(0);
    await expect(remark(two)).toContainText("pas encore envoyé");
    await two.reload();
    await expect(remark(two)).toContainText("pas encore envoyé");
    await two.context().setOffline(false);
    await expect(contested(one, "Description")).toHaveCount(0, { timeout: 60_000 });
    for (const page of [one, two]) {
      await expect(page.getByLabel("Description")).toHaveValue(shown);
      await expect(remark(page)).toContainText("Le groupe décroche.");
      await expect(remark(page)).toContainText("Trop d’exercices à la suite.");
      await expect(remark(page)).toContainText("Valeur gardée (Claire Vidal, ");
      await expect(remark(page)).toContainText("Autre valeur (Claire Vidal, ");
      await expect(remark(page)).toHaveCount(1);
    }
  } finally {
    await server.remove();
  }
});

/** What is asked of a field that several people wrote in. */
function contested(page: Page, field: string) {
  return page.locator("section").filter({ has: page.getByRole("heading", { name: `À vérifier\u00a0: ${field}` }) });
}

/** Its values, side by side. */
function versions(page: Page, field: string) {
  return contested(page, field).locator(".conflict");
}

/** The remark that tells all values of the description. */
function remark(page: Page) {
  return page.locator(".history li").filter({ hasText: "«\u202fDescription\u202f» a été changé" });
}

/** A browser of its own, signed in, that shows `address` and can do without the server. */
async function desk(browser: Browser, team: Team, address: string): Promise<Page> {
  const context = await browser.newContext();
  await context.addCookies(await team.cookies());
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.getByLabel("Ce qui va changer")).toHaveValue("Raccourcir le module 3");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return page;
}

/** Types in a field, leaves it, and waits until the device has it. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label);
  await field.fill(text);
  await field.blur();
  await expect(page.locator(".field").filter({ has: field }).getByText("Enregistré sur cet appareil.")).toBeVisible();
}
