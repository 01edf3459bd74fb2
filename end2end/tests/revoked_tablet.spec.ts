// A tablet is revoked while it holds answers: it delivers them all the same, and they count once somebody says so.
import { expect, test } from "@playwright/test";
import { Classroom, SESSION } from "../fixtures/classroom";

const PHRASE = "la salle était trop petite";

test("answers of a revoked tablet wait for the quality lead, who accepts them", async ({ page, context, browser }) => {
  test.setTimeout(180_000);
  const classroom = await Classroom.open();
  const { team, campaign, server } = classroom;
  try {
    const tablet = await classroom.tablet(page);
    await context.route("**/r/intake/v1/items", (route) => route.abort());
    await tablet.respond(PHRASE);
    await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
    await tablet.button("Personne suivante").click();
    await tablet.leave();

    // In the office, on a wide screen and later on a phone's.
    const office = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
    await office.addCookies(await team.cookies());
    const desk = await office.newPage();
    await desk.goto(`${server.url}/app/tablets`);
    await desk.getByRole("button", { name: "Retirer Tablette 1" }).click();
    await desk.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
    await expect(desk.getByText("Retirée", { exact: true })).toBeVisible();

    await context.unrouteAll();
    await page.reload();
    await expect(tablet.text("Cette tablette a été retirée")).toBeVisible({ timeout: 30_000 });
    await expect(tablet.text("Tout est reçu par le serveur")).toBeVisible();
    expect(await team.counts(campaign.id)).toMatchObject({ received: 0, quarantined: 1 });

    await desk.setViewportSize({ width: 360, height: 740 });
    await desk.goto(`${server.url}/app/`);
    const notice = desk.locator(".notice").filter({ hasText: "Le serveur a mis de côté 1 envoi" });
    await expect(notice).toBeVisible({ timeout: 30_000 });
    await notice.getByRole("link", { name: "Décider" }).click();
    const card = desk.getByRole("article").filter({ hasText: SESSION });
    await expect(card).toContainText("La tablette avait été retirée avant cet envoi.");
    await expect(card).toContainText("par la tablette «\u202fTablette 1\u202f»");
    // What somebody answered is not told before it counts.
    await expect(desk.getByText(PHRASE)).toHaveCount(0);
    await card.getByRole("button", { name: "Accepter" }).click();
    await expect(desk.getByText("Le serveur n’a rien mis de côté.")).toBeVisible();
    await expect.poll(() => team.counts(campaign.id)).toMatchObject({ received: 1, quarantined: 0 });
    expect(await classroom.received([PHRASE])).toEqual([1]);
    await office.close();
  } finally {
    await classroom.close();
  }
});
