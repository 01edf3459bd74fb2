// A tablet that goes round as staff have set it: who does nothing is asked, can have more time, and leaves nothing; a code
// keeps people out of the trainer's screens, and is forgotten with a new link.
import { type Page, expect, test } from "@playwright/test";
import { audit } from "../fixtures/axe";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon";
const SECOND = 1000;
const CODE = "4021";

let server: Server;
let team: Team;
let page: Page;
let tablet: Tablet;

test.beforeEach(async ({ browser }) => {
  server = await Server.start();
  team = await Team.setUp(server.url);
  await team.campaign(SESSION, 8);
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 800, height: 1280 } });
  page = await context.newPage();
  await page.clock.install();
  tablet = new Tablet(page, server.url);
  await tablet.enrol(await team.enrolCode("Tablette 1"));
  await tablet.button("Cette tablette").click();
});

test.afterEach(async () => {
  await page?.context().close();
  await server?.remove();
});

test("limits chosen by staff, more time for who asks, and nothing left for the next", async () => {
  test.setTimeout(120_000);
  await set("30", "40", "");
  await expect(tablet.text("Laissez au moins 20")).toBeVisible();
  await set("30", "60", "");
  await expect(tablet.text("Réglages enregistrés")).toBeVisible();
  await audit(page, "settings", "fr");
  await tablet.button("Sessions").click();
  await tablet.handOver(SESSION);

  await tablet.begin();
  await tablet.pick(0);
  await page.clock.fastForward(31 * SECOND);
  await expect(tablet.text("Êtes-vous toujours là")).toBeVisible();
  await audit(page, "is somebody there", "fr");
  await tablet.button("Il me faut plus de temps").click();
  await page.clock.fastForward(200 * SECOND);
  await expect(tablet.text("Êtes-vous toujours là")).toBeHidden();
  await tablet.at(1);
  await page.clock.fastForward(401 * SECOND);
  await expect(tablet.button("Commencer")).toBeVisible();
  await page.clock.fastForward(61 * SECOND);
  await expect(tablet.button("Touchez l’écran pour commencer")).toBeVisible();
  await audit(page, "nobody there", "fr");

  await tablet.button("Tap the screen to start").click();
  await tablet.button("Start").waitFor();
  await page.clock.fastForward(61 * SECOND);
  await tablet.heading("Votre avis compte").click();
  await tablet.begin();
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await page.clock.fastForward(31 * SECOND);
  await expect(tablet.text("Êtes-vous toujours là"), "the next person's time is the ordinary one").toBeVisible();
});

test("a code leaves the questionnaire; a lost one goes with a new link", async () => {
  test.setTimeout(120_000);
  await set("45", "75", "12");
  await expect(tablet.text("Le code a de 4 à 8 chiffres")).toBeVisible();
  await set("45", "75", CODE);
  await expect(tablet.text("Un code est demandé")).toBeVisible();
  await tablet.button("Sessions").click();
  await tablet.handOver(SESSION);

  await page.reload();
  await tablet.button("Espace formateur").press("Enter");
  await tryCode("1111");
  await expect(tablet.text("Ce n’est pas le code")).toBeVisible();
  await audit(page, "a wrong code", "fr");
  await tryCode(CODE);
  await expect(tablet.heading("Aujourd’hui")).toBeVisible();

  await tablet.handOver(SESSION);
  await tablet.button("Espace formateur").press("Enter");
  for (const wrong of ["1111", "2222", "3333"]) await tryCode(wrong);
  await expect(page.getByText("Un nouvel essai sera possible dans 1")).toBeVisible();
  await audit(page, "wrong codes, to wait after", "fr");
  await page.reload();
  await tablet.button("Espace formateur").press("Enter");
  await tryCode(CODE);
  await expect(page.getByText("Un nouvel essai sera possible dans 1"), "a reload does not shorten it").toBeVisible();
  await page.clock.runFor(16 * SECOND);
  await expect(page.getByText("Un nouvel essai")).toBeHidden();
  await tryCode(CODE);
  await expect(tablet.heading("Aujourd’hui")).toBeVisible();

  await tablet.handOver(SESSION);
  await tablet.enrol(await team.enrolCode("Tablette 2"));
  await tablet.open();
  await expect(tablet.heading("Aujourd’hui")).toBeVisible();
  await tablet.handOver(SESSION);
  await tablet.leave();
});

async function set(warn: string, reset: string, code: string): Promise<void> {
  await page.getByLabel("Demander si quelqu’un est là").fill(warn);
  await page.getByLabel("Effacer et revenir au début").fill(reset);
  await page.getByLabel("Nouveau code").fill(code);
  await tablet.button("Enregistrer ces réglages").click();
}

async function tryCode(code: string): Promise<void> {
  await page.getByLabel("Code pour quitter").fill(code);
  await page.keyboard.press("Enter");
}
