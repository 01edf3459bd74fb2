// A browser profile that exists twice, or comes back from an old copy: both go on under one device's name, and nothing
// is lost or doubled.
import { expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Profile } from "../fixtures/profile";
import { Desk, FIELDS } from "../pages/desk";
import { Tablet } from "../pages/tablet";

let room: Classroom;
let profiles: Profile[];

test.beforeEach(async () => {
  room = await Classroom.open();
  profiles = [];
});

test.afterEach(async () => {
  for (const profile of profiles ?? []) await profile.remove();
  await room?.close();
});

function own(profile: Profile): Profile {
  profiles.push(profile);
  return profile;
}

async function desk(profile: Profile, action: string): Promise<Desk> {
  const cookies = await room.team.cookies();
  const page = await profile.open({ prepare: (context) => context.addCookies(cookies) });
  const desk = new Desk(page, room.wire.url);
  await desk.open(action);
  return desk;
}

/** Each text was set once and nothing else was; nobody has anything to verify, and all show the same. */
async function oneTruth(desks: Desk[], action: string, texts: string[]): Promise<void> {
  for (const each of desks) await each.allSent();
  expect((await room.team.valuesSet()).sort()).toEqual([...texts].sort());
  for (const each of desks) {
    // What the others sent last.
    await each.allSent();
    await each.nothingToVerify();
  }
  const shown = [];
  for (const each of desks) {
    await each.open(action);
    shown.push(await Promise.all(FIELDS.map((field) => each.field(field).inputValue())));
  }
  for (const fields of shown) expect(fields).toEqual(shown[0]);
}

test("a cloned workspace: both go on without a network and send", async () => {
  test.setTimeout(180_000);
  const action = await room.team.action("Raccourcir le module 3");
  const first = own(new Profile());
  const before = await desk(first, action);
  await before.settle(first);
  await before.write(FIELDS[0], "avant la copie, envoyé");
  await expect(before.state(FIELDS[0])).toHaveText("Reçu par le serveur.", { timeout: 30_000 });
  room.wire.down();
  await before.write(FIELDS[1], "avant la copie, pas envoyé");
  await first.kill();

  const second = own(first.copy());
  const [one, two] = [await desk(first, action), await desk(second, action)];
  await one.write(FIELDS[2], "le premier");
  await two.write(FIELDS[3], "le second");
  room.wire.up();
  await oneTruth([one, two], action, ["avant la copie, envoyé", "avant la copie, pas envoyé", "le premier", "le second"]);
});

test("a workspace rolled back to an old copy, and both its lives sent", async () => {
  test.setTimeout(180_000);
  const action = await room.team.action("Raccourcir le module 3");
  const profile = own(new Profile());
  const before = await desk(profile, action);
  await before.settle(profile);
  await before.write(FIELDS[0], "avant la copie");
  await before.allSent();
  await profile.kill();
  const old = own(profile.copy());
  const after = await desk(profile, action);
  await after.write(FIELDS[1], "après la copie");
  await after.write(FIELDS[2], "encore après");
  await after.allSent();
  await profile.kill();

  profile.become(old);
  room.wire.down();
  const restored = await desk(profile, action);
  await restored.write(FIELDS[3], "après le retour");
  room.wire.up();
  await oneTruth([restored], action, ["avant la copie", "après la copie", "encore après", "après le retour"]);
});

test("a cloned tablet: what both hold arrives once, and what each gives after it", async () => {
  test.setTimeout(180_000);
  const phrases = ["avant la copie", "sur la première", "sur la seconde"];
  const first = own(new Profile());
  const before = await room.tablet(await first.open());
  room.wire.down();
  await before.respond(phrases[0]);
  await first.kill();
  const second = own(first.copy());
  for (const [profile, phrase] of [[first, phrases[1]], [second, phrases[2]]] as const) {
    const tablet = new Tablet(await profile.open(), room.wire.url);
    await tablet.open();
    await tablet.respond(phrase);
    await profile.kill();
  }
  room.wire.up();
  for (const profile of [first, second]) await deliver(profile);
  expect(await room.received(phrases)).toEqual([1, 1, 1]);
});

test("a tablet rolled back to a copy that still holds what it delivered", async () => {
  test.setTimeout(180_000);
  const phrases = ["avant la copie", "après la copie"];
  const profile = own(new Profile());
  const before = await room.tablet(await profile.open());
  room.wire.down();
  await before.respond(phrases[0]);
  await profile.kill();
  const old = own(profile.copy());
  room.wire.up();
  await deliver(profile);
  profile.become(old);
  const restored = new Tablet(await profile.open(), room.wire.url);
  await restored.open();
  await restored.respond(phrases[1]);
  await profile.kill();
  await deliver(profile);
  expect(await room.received(phrases)).toEqual([1, 1]);
  expect((await room.team.counts(room.campaign.id))?.received).toBe(2);
});

/** Starts a tablet, waits until it has delivered everything, and ends it. */
async function deliver(profile: Profile): Promise<void> {
  const tablet = new Tablet(await profile.open(), room.wire.url);
  await tablet.open();
  await tablet.leave();
  await expect(tablet.text("Tout est reçu par le serveur")).toBeVisible({ timeout: 30_000 });
  await profile.kill();
}
