// A change that the server refuses: its author is told in words wherever they look, and whoever decides reads what it was.
import { expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const TITLE = "Session de Marc";

test("a refused session is told to its author, and by name to whoever may accept it", async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await Server.start();
  try {
    const claire = await Team.setUp(server.url);
    const marc = await claire.invited(server.url, "Marc Roux", "trainer");
    await claire.campaign("Excel avancé, Lyon", 6);
    const theirs = await browser.newContext();
    await theirs.addCookies(await marc.cookies());
    // This browser has not heard that Marc's role changed.
    await theirs.route("**/app/api/me", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), role: "team" } });
    });
    const page = await theirs.newPage();
    await page.goto(`${server.url}/app/sessions/new`);
    await page.getByLabel("Prestation", { exact: true }).selectOption({ label: "Excel avancé" });
    await page.getByLabel("Nom de la session").first().fill(TITLE);
    for (const day of await page.locator("main input[type=date]").all()) await day.fill("2026-11-23");
    await page.locator("main input[inputmode=numeric]").first().fill("5");
    await page.locator("main form button.primary").click();

    const refused = page.getByRole("link", { name: "À\u00a0vérifier (1)" });
    await expect(refused).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("Le serveur a refusé cette fiche")).toBeVisible();
    await page.goto(`${server.url}/app/`);
    await expect(page.locator("main .notice").first()).toContainText(`Session : ${TITLE}`);
    await refused.click();
    await expect(page.getByRole("row", { name: TITLE })).toContainText("Création");
    await expect(page.getByRole("row", { name: TITLE })).toContainText("23/11/2026");

    const ours = await browser.newContext();
    await ours.addCookies(await claire.cookies());
    const decides = await ours.newPage();
    await decides.goto(`${server.url}/app/verify`);
    const card = decides.locator("article.card").filter({ hasText: TITLE });
    await expect(card).toContainText("23/11/2026");
    await card.getByRole("button", { name: "Accepter" }).click();
    await expect(card).toHaveCount(0);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expect(page.getByText("Rien n’attend de décision")).toBeVisible({ timeout: 30_000 });
    await expect(refused).toHaveCount(0);
    // Who is asked for again meanwhile does not matter any more.
    await theirs.unrouteAll({ behavior: "ignoreErrors" });
  } finally {
    await server.remove();
  }
});
