// A tablet that will see no network for long: what waits on it leaves as a file, by another tablet, and counts once.
import { expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Tablet } from "../pages/tablet";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

test("answers leave a stranded tablet in a file", async ({ page, browser }) => {
  const stranded = await room.tablet(page);
  room.wire.down();
  await stranded.respond("bloquée dans la salle");
  await stranded.button("Personne suivante").click();
  await stranded.leave();
  await stranded.button("Cette tablette").click();
  await expect(stranded.heading("Cette tablette")).toBeVisible();
  await expect(page.locator(".facts")).toContainText(/En attente d’envoi\s*1, depuis le/);
  const saved = page.waitForEvent("download");
  await stranded.button("Enregistrer ce qui attend").click();
  const file = await (await saved).path();
  await expect(page.locator(".facts")).toContainText("En attente d’envoi1");

  const context = await browser.newContext();
  const beside = await context.newPage();
  const courier = new Tablet(beside, room.server.url);
  await courier.enrol(await room.team.enrolCode("Tablette 2"));
  await courier.button("Cette tablette").click();
  const input = beside.getByLabel("Ouvrir le fichier d’une autre tablette");
  await input.setInputFiles({ name: "abime.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(courier.text("Rien n’a été repris")).toBeVisible();
  await input.setInputFiles(file);
  await expect(courier.text("Repris sur cette tablette, en attente d’envoi : 1")).toBeVisible();
  await expect.poll(() => room.received(["bloquée dans la salle"])).toEqual([1]);
  await input.setInputFiles(file);
  await expect(courier.text("Cette tablette avait déjà tout")).toBeVisible();

  room.wire.up();
  await stranded.contact();
  await expect(page.getByText("Tout est reçu par le serveur")).toBeVisible();
  expect(await room.received(["bloquée dans la salle"])).toEqual([1]);
  await context.close();
});
