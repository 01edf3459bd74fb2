// One browser with many tabs of both front ends: what each writes goes out once, and all show the same.
import { type Page, expect, test } from "@playwright/test";
import { Classroom, SESSION } from "../fixtures/classroom";
import { Desk, FIELDS } from "../pages/desk";
import { Tablet } from "../pages/tablet";

const TABS = 5;

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

test("five tabs of the workspace and five of the tablet, with and without a network", async ({ context }) => {
  test.setTimeout(240_000);
  await context.addCookies(await room.team.cookies());
  const action = await room.team.action("Raccourcir le module 3");
  const desks: Desk[] = [];
  const tablets: Tablet[] = [await room.tablet(await context.newPage())];
  while (tablets.length < TABS) tablets.push(await another(await context.newPage()));
  while (desks.length < TABS) {
    desks.push(new Desk(await context.newPage(), room.wire.url));
    await desks[desks.length - 1].open(action);
  }

  const texts: string[] = [];
  const write = async (desk: Desk, field: string, text: string) => {
    texts.push(text);
    await desk.page.bringToFront();
    await desk.write(field, text);
  };
  await test.step("all at once, with a network", () => everyTab(desks, "en ligne", write));
  room.wire.down();
  await test.step("one after the other, without", () => everyTab(desks, "hors ligne", write));
  const phrases = tablets.map((_, index) => `onglet ${index}`);
  for (const [index, tablet] of tablets.entries()) {
    await tablet.page.bringToFront();
    await tablet.open();
    await startOver(tablet);
    await tablet.respond(phrases[index]);
  }
  room.wire.up();
  for (const tablet of tablets) await tablet.open();
  await expect.poll(() => room.received(phrases), { timeout: 60_000 }).toEqual(phrases.map(() => 1));
  for (const desk of desks) {
    await desk.page.bringToFront();
    await desk.allSent();
    await desk.nothingToVerify();
  }
  expect((await room.team.valuesSet()).sort()).toEqual(texts.sort());

  for (const desk of desks) await desk.open(action);
  const shown = (desk: Desk) => Promise.all(FIELDS.map((field) => desk.field(field).inputValue()));
  const first = await shown(desks[0]);
  for (const desk of desks) expect(await shown(desk)).toEqual(first);
});

async function everyTab(
  desks: Desk[],
  when: string,
  write: (desk: Desk, field: string, text: string) => Promise<void>,
): Promise<void> {
  for (const [index, desk] of desks.entries()) await write(desk, FIELDS[index % FIELDS.length], `${when}, onglet ${index}`);
}

/** A further tab of the tablet that goes round already. */
async function another(page: Page): Promise<Tablet> {
  const tablet = new Tablet(page, room.wire.url);
  await tablet.open();
  await startOver(tablet);
  return tablet;
}

/** Tabs share one draft: what another tab left unfinished is given up. */
async function startOver(tablet: Tablet): Promise<void> {
  const { name } = await tablet.screen();
  if (name === "interrupted") await tablet.button("Nouvelle personne").click();
  if (name === "thanks") await tablet.button("Personne suivante").click();
  await expect(tablet.button("Commencer")).toBeVisible();
}
