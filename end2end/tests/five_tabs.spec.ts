// One browser with many tabs of both front ends at work at once: what each writes goes out once, and all show the same.
import { type BrowserContext, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Desk, FIELDS } from "../pages/desk";
import { Tablet } from "../pages/tablet";

const TABS = 5;

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

test("five tabs of the workspace and five of the tablet, with a network and without", async ({ context }) => {
  test.setTimeout(240_000);
  const tablets = await openTablets(context);
  const desks = await openDesks(context, await room.team.action("Raccourcir le module 3"));
  // From each tab its own words: four in the fields, the last as a remark.
  const say = (when: string) => desks.map((_, index) => `${when}, onglet ${index}`);
  const write = (texts: string[]) =>
    Promise.all(desks.map((desk, index) => (index < FIELDS.length ? desk.write(FIELDS[index], texts[index]) : desk.remark(texts[index]))));
  const [online, offline] = [say("avec réseau"), say("sans réseau")];
  const phrases = tablets.map((_, index) => `personne à l’onglet ${index}`);
  await write(online);
  room.wire.down();
  await write(offline);
  await Promise.all(tablets.map((tablet, index) => tablet.respond(phrases[index])));

  // The others hear of it without the server, and keep showing it once the server has it.
  for (const desk of desks) await showsAll(desk, offline);
  room.wire.up();
  await tablets[0].page.reload();
  await expect.poll(() => room.received(phrases), { timeout: 60_000 }).toEqual(phrases.map(() => 1));
  await desks[0].exchange();
  const expected = [...online, ...offline];
  await expect.poll(async () => (await said()).sort(), { timeout: 60_000 }).toEqual(expected.sort());
  for (const desk of desks) await showsAll(desk, offline);
  for (const desk of desks) {
    await desk.allSent();
    await desk.nothingToVerify();
  }
});

async function openTablets(context: BrowserContext): Promise<Tablet[]> {
  const tablets = [await room.tablet(await context.newPage())];
  while (tablets.length < TABS) {
    const tablet = new Tablet(await context.newPage(), room.wire.url);
    await tablet.open();
    tablets.push(tablet);
  }
  return tablets;
}

async function openDesks(context: BrowserContext, action: string): Promise<Desk[]> {
  await context.addCookies(await room.team.cookies());
  const desks: Desk[] = [];
  while (desks.length < TABS) {
    const desk = new Desk(await context.newPage(), room.wire.url);
    await desk.open(action);
    desks.push(desk);
  }
  return desks;
}

async function showsAll(desk: Desk, texts: string[]): Promise<void> {
  for (const [index, field] of FIELDS.entries()) await expect(desk.field(field)).toHaveValue(texts[index], { timeout: 30_000 });
  await expect(desk.page.getByText(texts[FIELDS.length])).toBeVisible({ timeout: 30_000 });
}

/** Everything written in the workspace, as the server has it. */
async function said(): Promise<unknown[]> {
  return [...(await room.team.valuesSet()), ...(await room.team.remarks())];
}
