// A tablet that will see no network for long: what waits on it leaves as a file, by another tablet, and counts once.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
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

test("a damaged file is refused, and what got through in an older one does not hide the good one", async ({ page, browser }) => {
  const stranded = await room.tablet(page);
  room.wire.down();
  await stranded.respond("la seule réponse");
  await stranded.button("Personne suivante").click();
  await stranded.leave();
  await stranded.button("Cette tablette").click();
  const saved = page.waitForEvent("download");
  await stranded.button("Enregistrer ce qui attend").click();
  const good = readFileSync(await (await saved).path(), "utf8");
  const { sealed } = JSON.parse(good).items[0].item as { sealed: string };
  const other = sealed[100] === "A" ? "B" : "A";
  const damaged = good.replace(sealed, sealed.slice(0, 100) + other + sealed.slice(101));

  const context = await browser.newContext();
  const beside = await context.newPage();
  const courier = new Tablet(beside, room.server.url);
  await courier.enrol(await room.team.enrolCode("Coursier"));
  await courier.button("Cette tablette").click();
  const open = (text: string) =>
    beside.getByLabel("Ouvrir le fichier d’une autre tablette").setInputFiles({
      name: "en-attente.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
  await open(damaged);
  await expect(courier.text("Rien n’a été repris")).toBeVisible();

  // As earlier programs wrote them, without a hash.
  await open(damaged.replace(/,"sha256":"[0-9a-f]{64}"/, ""));
  await expect(courier.text("Repris sur cette tablette, en attente d’envoi : 1")).toBeVisible();
  await expect.poll(async () => (await room.team.quarantined()).length).toBe(1);
  expect(await room.received(["la seule réponse"])).toEqual([0]);
  await open("{");
  await expect(courier.text("Rien n’a été repris")).toBeVisible();
  await open(good);
  await expect(courier.text("Repris sur cette tablette, en attente d’envoi : 1")).toBeVisible();
  await expect.poll(() => room.received(["la seule réponse"])).toEqual([1]);
  await open(good);
  await expect(courier.text("Cette tablette avait déjà tout")).toBeVisible();

  room.wire.up();
  await stranded.contact();
  await expect(page.getByText("Tout est reçu par le serveur")).toBeVisible();
  expect(await room.received(["la seule réponse"])).toEqual([1]);
  expect((await room.team.quarantined()).map((held) => held.code)).toEqual(["malformed"]);
  await context.close();
});
