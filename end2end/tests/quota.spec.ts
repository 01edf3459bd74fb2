// Storage that is full says so, loses nothing that was kept, and takes up again once there is room.
import { type Page, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Profile } from "../fixtures/profile";
import { Desk, FIELDS } from "../pages/desk";
import { Tablet } from "../pages/tablet";

let room: Classroom;
let profile: Profile;

test.beforeEach(async () => {
  room = await Classroom.open();
  profile = new Profile();
});

test.afterEach(async () => {
  await profile?.remove();
  await room?.close();
});

/** The same profile once more, with no room left for the site (the browser looks anew only when it starts), and how to
 * give the room back. */
async function withoutRoom(): Promise<{ page: Page; giveRoom: () => Promise<void> }> {
  await profile.kill();
  const page = await profile.open();
  // What is set here lasts as long as this connection.
  const devtools = await profile.devtools(page);
  const origin = room.wire.url;
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  return { page, giveRoom: async () => void (await devtools.send("Storage.overrideQuotaForOrigin", { origin })) };
}

test("a tablet that is full keeps the answer on the screen, and what it held", async () => {
  const phrases = ["avant que la place manque", "quand la place manquait"];
  let tablet = await room.tablet(await profile.open());
  room.wire.down();
  await tablet.respond(phrases[0]);
  await tablet.button("Personne suivante").click();
  await tablet.begin();
  await tablet.upTo(3);
  await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();

  const { page, giveRoom } = await withoutRoom();
  tablet = new Tablet(page, room.wire.url);
  await tablet.open();
  await tablet.resumeAt(3).click();
  for (let next = 4; next <= 11; next++) {
    await tablet.onward();
    await tablet.at(next);
  }
  await tablet.write(phrases[1]);
  await expect(tablet.text("Enregistré sur cette tablette")).toBeHidden();
  await tablet.onward();
  await tablet.at(12);
  await tablet.button("Terminer").click();
  const full = page.getByRole("alert").filter({ hasText: "la place manque sur cet appareil" });
  await expect(full).toBeVisible();
  // Trying again without room changes nothing: the answer stays.
  await tablet.button("Réessayer").click();
  await expect(full).toBeVisible();

  await giveRoom();
  await tablet.button("Réessayer").click();
  await expect(tablet.heading("Merci, c’est enregistré.")).toBeVisible();
  room.wire.up();
  await tablet.open();
  await expect.poll(() => room.received(phrases), { timeout: 30_000 }).toEqual([1, 1]);
});

test("a workspace that is full keeps what was typed in its field, and what it held", async () => {
  const action = await room.team.action("Raccourcir le module 3");
  const cookies = await room.team.cookies();
  let desk = new Desk(await profile.open({ prepare: (context) => context.addCookies(cookies) }), room.wire.url);
  await desk.open(action);
  await desk.settle(profile);
  room.wire.down();
  await desk.write(FIELDS[2], "avant que la place manque");

  const { page, giveRoom } = await withoutRoom();
  await profile.context.addCookies(cookies);
  desk = new Desk(page, room.wire.url);
  await desk.open(action);
  await expect(desk.field(FIELDS[2])).toHaveValue("avant que la place manque");
  await desk.type(FIELDS[3], "quand la place manquait");
  await desk.field(FIELDS[3]).blur();
  const full = page.getByText("Cet appareil n’a plus de place");
  await expect(full).toBeVisible();
  await expect(desk.field(FIELDS[3])).toHaveValue("quand la place manquait");
  await expect(desk.state(FIELDS[3])).toHaveText("Pas encore enregistré.");

  await giveRoom();
  await desk.field(FIELDS[3]).focus();
  await desk.keep(FIELDS[3]);
  await expect(full).toHaveCount(0);
  room.wire.up();
  await desk.allSent();
  expect(await room.team.valuesSet()).toEqual(["avant que la place manque", "quand la place manquait"]);
});
