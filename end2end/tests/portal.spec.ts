// A captive portal answers in the server's place, with a page of its own and the status of a success: that is no network.
import { expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Desk } from "../pages/desk";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

test("a tablet behind a portal opens, takes answers, and delivers them afterwards", async ({ page }) => {
  const tablet = await room.tablet(page);
  // From its second load on, the page is the worker's.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  room.wire.portalFor(/./);
  await page.reload();
  await tablet.respond("derrière un portail");
  expect(await room.received(["derrière un portail"])).toEqual([0]);
  await tablet.button("Personne suivante").click();
  await page.goto(`${room.wire.url}/r/`);
  await expect(tablet.button("Commencer")).toBeVisible();
  expect(room.wire.portalAnswers).toBeGreaterThan(2);

  room.wire.up();
  await page.reload();
  await expect.poll(() => room.received(["derrière un portail"]), { timeout: 60_000 }).toEqual([1]);
});

test("what a portal answers while a browser keeps the files is not kept", async ({ page, context }) => {
  const action = await room.team.action("Raccourcir le module 3");
  await context.addCookies(await room.team.cookies());
  room.wire.portalFor(/\/assets\/parts\/split_plan/);
  await page.goto(`${room.wire.url}/app/`);
  await expect.poll(() => room.wire.portalAnswers).toBeGreaterThan(0);

  room.wire.up();
  const desk = new Desk(page, room.wire.url);
  await desk.open(action);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  room.wire.down();
  await page.reload();
  await desk.open(action);
});
