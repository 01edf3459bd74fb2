// A device whose clock is years off: answers and edits arrive, once, under a day that can be true.
import { type Page, expect, test } from "@playwright/test";
import { Classroom, SESSION } from "../fixtures/classroom";
import { today } from "../fixtures/team";
import { Desk, FIELDS } from "../pages/desk";
import { Tablet } from "../pages/tablet";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

for (const year of [2099, 2001]) {
  test(`a tablet in ${year}`, async ({ page }) => {
    await setClock(page, year);
    const tablet = new Tablet(page, room.wire.url);
    await tablet.enrol(await room.team.enrolCode("Tablette 1"));
    // The server's clock tells the day, and the screen how wrong the tablet's is.
    await expect(page.getByText(year > 2026 ? "Horloge : avance de" : "Horloge : retarde de")).toBeVisible();
    await expect(page.getByText("Autres jours")).toHaveCount(0);
    await tablet.handOver(SESSION);
    room.wire.down();
    await tablet.respond("à une autre époque");
    await tablet.button("Personne suivante").click();
    room.wire.up();
    await page.reload();
    await expect.poll(() => room.received(["à une autre époque"]), { timeout: 30_000 }).toEqual([1]);
    expect((await room.team.answers()).map((answer) => answer.day)).toEqual([today()]);
  });

  test(`a workspace in ${year}`, async ({ page, context }) => {
    const action = await room.team.action("Raccourcir le module 3");
    await context.addCookies(await room.team.cookies());
    await setClock(page, year);
    const desk = new Desk(page, room.wire.url);
    await desk.open(action);
    room.wire.down();
    await desk.write(FIELDS[2], "à une autre époque");
    room.wire.up();
    await desk.allSent();
    expect(await room.team.valuesSet()).toEqual(["à une autre époque"]);
    await desk.open(action);
    await expect(desk.field(FIELDS[2])).toHaveValue("à une autre époque");
    // What the server has received is dated by the server.
    await expect(page.locator("aside").getByText(String(year))).toHaveCount(0);
  });
}

/** The page's clock, moved to `year`; it goes on from there. All of Boucle's front ends ask this one. */
async function setClock(page: Page, year: number): Promise<void> {
  await page.addInitScript((wanted) => {
    const Real = Date;
    const moved = new Real();
    moved.setFullYear(wanted);
    const off = moved.getTime() - Real.now();
    globalThis.Date = new Proxy(Real, {
      construct: (target, args) => Reflect.construct(target, args.length > 0 ? args : [target.now() + off]),
      get: (target, name) => (name === "now" ? () => target.now() + off : Reflect.get(target, name)),
    });
  }, year);
}
