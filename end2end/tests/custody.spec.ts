// Where everybody of a session is: on a tablet without a network, then on the workspace while the tablet still holds answers,
// and on both once they have arrived.
import { type Page, expect, test } from "@playwright/test";
import { Classroom, SESSION } from "../fixtures/classroom";
import { Tablet } from "../pages/tablet";

const INTAKE = "**/r/intake/v1/**";

test("a session's people are all accounted for, on the tablet and on the workspace", async ({ page, context, browser }) => {
  test.setTimeout(240_000);
  const classroom = await Classroom.open();
  const { team, campaign, server } = classroom;
  try {
    const tablet = new Tablet(page, classroom.wire.url);
    await tablet.enrol(await team.enrolCode("Tablette 1"));
    await context.route(INTAKE, (route) => route.abort());
    await tablet.handOver(SESSION);
    for (const phrase of ["la salle", "le rythme"]) {
      await tablet.respond(phrase);
      await tablet.button("Personne suivante").click();
    }
    await tablet.button("Je ne souhaite pas répondre").click();
    await tablet.button("Personne suivante").click();
    await tablet.leave();

    // Without a network, all that was done here is known.
    const row = page.getByRole("listitem").filter({ hasText: SESSION });
    await expect(row).toContainText("3 sans réponse");
    await row.getByRole("button", { name: "Ouvrir" }).click();
    const sum = page.locator(".custody");
    await expect(sum).toContainText(
      "6 personnes attendues = 0 reçue par le serveur + 2 gardées ici, pas encore envoyées + 1 refus + 0 absent + 3 sans réponse",
    );
    await expect(sum).toContainText("Il manque 3 personnes");
    await note(page, "Refus", "2");
    await note(page, "Absents", "1");
    await tablet.button("Enregistrer ces nombres").click();
    await expect(tablet.text("Enregistré sur cette tablette.")).toBeVisible();
    await expect(sum).toContainText("+ 2 refus + 1 absent + 1 sans réponse");
    // A correction that is taken back before it has left is a correction too.
    for (const figure of ["9", "8", "6"]) {
      await note(page, "Effectif prévu", figure);
      await tablet.button("Enregistrer ces nombres").click();
      await expect(sum).toContainText(`${figure} personnes attendues`);
    }

    // The answers do not get through, but what the tablet says of them does.
    const office = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
    await office.addCookies(await team.cookies());
    const desk = await office.newPage();
    await context.unrouteAll();
    await context.route("**/r/intake/v1/items", (route) => route.abort());
    const told = page.waitForResponse((response) => response.url().endsWith("/r/intake/v1/custody"));
    await page.reload();
    await told;
    await desk.goto(`${server.url}/app/sessions/${campaign.session}`);
    await expect(desk.getByText("6 attendus = 0 reçue + 4 sur tablette + 0 refus + 0 absent + 2 sans réponse")).toBeVisible();
    await expect(desk.getByText(/^Tablette 1\u00a0: 4 pas encore reçues, dit par la tablette le/)).toBeVisible();

    // They arrive: the same people on both sides.
    await context.unrouteAll();
    await page.reload();
    await expect(tablet.text("Tout est reçu par le serveur")).toBeVisible({ timeout: 30_000 });
    await row.getByRole("button", { name: "Ouvrir" }).click();
    await expect(sum).toContainText(
      "= 2 reçues par le serveur + 0 gardée ici, pas encore envoyée + 2 refus + 1 absent + 1 sans réponse",
    );
    await expect(sum).toContainText("Ce que le serveur compte, dit le");
    await desk.reload();
    await expect(desk.getByText("6 attendus = 2 reçues + 0 sur tablette + 2 refus + 1 absent + 1 sans réponse")).toBeVisible();
    const history = desk.locator(".history").filter({ hasText: "Absents" });
    await expect(history).toContainText("La tablette «\u202fTablette 1\u202f»");

    // Fewer were expected than are known of, said in two steps before it leaves: nobody else changed anything.
    await context.route("**/r/intake/v1/items", (route) => route.abort());
    for (const figure of ["5", "4"]) {
      await note(page, "Effectif prévu", figure);
      await tablet.button("Enregistrer ces nombres").click();
      await expect(sum).toContainText(`${figure} personnes attendues`);
    }
    await expect(sum).toContainText("Plus de réponses que de personnes\u00a0: 1 de trop");
    await context.unrouteAll();
    await page.reload();
    await expect(desk.getByText("Plus de réponses que de personnes\u00a0: 1 de trop")).toBeVisible({ timeout: 60_000 });
    await desk.goto(`${server.url}/app/`);
    const alert = desk.locator(".notice").filter({ hasText: "plus de réponses que de personnes attendues (1 de trop)" });
    await alert.getByRole("link", { name: "Voir la session" }).click();
    await expect(desk.getByRole("heading", { level: 1, name: SESSION })).toBeVisible();
    await office.close();
  } finally {
    await classroom.close();
  }
});

/** Types a figure over the one that is there. */
async function note(page: Page, name: string, figure: string): Promise<void> {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(figure);
  await field.blur();
}
