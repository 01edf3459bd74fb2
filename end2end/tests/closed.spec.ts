// A survey is closed while somebody answers on their own phone: they are told that their answer came too late and is kept
// apart, at once or when they come back with the link; the server has it either way.
import { type Page, expect, test } from "@playwright/test";
import { audit } from "../fixtures/axe";
import { Classroom } from "../fixtures/classroom";
import { Tablet } from "../pages/tablet";

const LATE = "La réponse donnée ici est arrivée après la clôture de l’enquête";

let room: Classroom;
let page: Page;
let phone: Tablet;

test.beforeEach(async ({ browser }) => {
  room = await Classroom.open();
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 360, height: 740 } });
  page = await context.newPage();
  phone = new Tablet(page, room.wire.url);
  await page.goto(`${room.wire.url}/r/#c=${room.campaign.link}`);
  await expect(phone.button("Commencer")).toBeVisible();
});

test.afterEach(async () => {
  await page?.context().close();
  await room?.close();
});

test("an answer finished after the closing is told to be late and kept apart, here and on the way back", async () => {
  await phone.begin();
  await phone.upTo(12);
  await room.team.close(room.campaign);
  await phone.finish();
  await expect(phone.text(LATE)).toBeVisible();
  await expect(phone.text("Reçu par le serveur")).toHaveCount(0);
  await expect(phone.text("lues avec celles du groupe")).toHaveCount(0);
  await audit(page, "came too late", "fr");
  await expect.poll(async () => (await room.team.counts(room.campaign.id))?.quarantined).toBe(1);

  await page.reload();
  await expect(phone.heading("Cette enquête est terminée")).toBeVisible();
  await expect(phone.text(LATE)).toBeVisible();
});

test("an answer kept without a network and sent after the closing is told of when the phone hears of it", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.begin();
  await phone.upTo(12);
  room.wire.down();
  await phone.finish();
  await expect(phone.text("Enregistré sur cet appareil")).toBeVisible();
  await room.team.close(room.campaign);
  room.wire.up();
  await page.reload();
  await expect(phone.heading("Cette enquête est terminée")).toBeVisible();
  await expect(phone.text(LATE)).toBeVisible();
  await expect.poll(async () => (await room.team.counts(room.campaign.id))?.quarantined).toBe(1);
});
