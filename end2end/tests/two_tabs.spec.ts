// One answer, open in two tabs of one device: it is counted once, whichever tab ends it, and the other is told.
import { type Page, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Tablet } from "../pages/tablet";

const ELSEWHERE = "Cette réponse n’est plus dans cet onglet";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

/** A tablet in the middle of an answer, and a second tab of it that has just been opened. */
async function twoTabs(page: Page): Promise<[Tablet, Tablet]> {
  const first = await room.tablet(page);
  await first.begin();
  await first.upTo(11);
  await first.write("dans le premier onglet");
  await expect(first.text("Enregistré sur cette tablette")).toBeVisible();
  const second = new Tablet(await page.context().newPage(), room.wire.url);
  await second.open();
  await expect(second.resumeAt(11)).toBeVisible();
  return [first, second];
}

/** Told where the answer went, at the start, with nothing of it left. */
async function told(tablet: Tablet): Promise<void> {
  await expect(tablet.page.getByRole("alert")).toContainText(ELSEWHERE);
  await expect(tablet.button("Commencer")).toBeVisible();
}

/** What the server has of answers, once nothing waits on the device. */
async function counted(tablet: Tablet): Promise<unknown> {
  // Whichever tab has the exchange: the count is of the device.
  await tablet.page.reload();
  await expect.poll(() => tablet.page.evaluate(() => localStorage.getItem("boucle.r.unsent"))).toBe("0");
  const counts = await room.team.counts(room.campaign.id);
  return { received: counts?.received, abandoned: counts?.abandoned, quarantined: counts?.quarantined };
}

test("an answer taken up and finished in another tab is not counted again", async ({ page }) => {
  const [first, second] = await twoTabs(page);
  await second.resumeAt(11).click();
  await second.at(11);
  await second.write("dans le second onglet");
  await second.onward();
  await second.at(12);
  await second.finish();

  await first.write("encore dans le premier");
  await told(first);
  expect(await counted(first)).toEqual({ received: 1, abandoned: 0, quarantined: 0 });
  expect(await room.received(["dans le second onglet", "dans le premier onglet"])).toEqual([1, 0]);
  // Nothing of it comes back, and the next person begins afresh.
  await first.respond("la personne suivante");
  expect(await counted(first)).toEqual({ received: 2, abandoned: 0, quarantined: 0 });
});

test("what was taken up elsewhere goes on there alone, with all that was answered", async ({ page }) => {
  const [first, second] = await twoTabs(page);
  // After the second tab was opened.
  await first.write("la dernière phrase du premier");
  await expect(first.text("Enregistré sur cette tablette")).toBeVisible();
  await second.resumeAt(11).click();
  await expect(second.page.getByRole("textbox")).toHaveValue("la dernière phrase du premier");
  await second.write("le second continue");
  await expect(second.text("Enregistré sur cette tablette")).toBeVisible();

  await first.onward();
  await told(first);
  // What the first tab wrote last does not hide what the second has.
  await second.page.reload();
  await second.resumeAt(11).click();
  await expect(second.page.getByRole("textbox")).toHaveValue("le second continue");
  await second.onward();
  await second.finish();
  expect(await counted(second)).toEqual({ received: 1, abandoned: 0, quarantined: 0 });
});

test("both tabs end it in the same instant, and one does", async ({ page }) => {
  const first = await room.tablet(page);
  const second = new Tablet(await page.context().newPage(), room.wire.url);
  await first.begin();
  await first.upTo(12);
  await second.open();
  await second.resumeAt(12).click();
  await second.at(12);
  const end = (tablet: Tablet) => tablet.button("Terminer").click();
  await Promise.all([end(first), end(second)]);
  await expect(second.heading("Merci, c’est enregistré.")).toBeVisible();
  await told(first);
  expect(await counted(first)).toEqual({ received: 1, abandoned: 0, quarantined: 0 });
});

test("a new person in another tab ends the answer of this one", async ({ page }) => {
  const [first, second] = await twoTabs(page);
  await second.button("Nouvelle personne").click();
  await expect(second.button("Commencer")).toBeVisible();
  await second.begin();
  await first.write("encore");
  await told(first);
  // The answer of the new person is not in the way of who begins here: it is offered.
  await first.button("Commencer").click();
  await expect(first.resumeAt(1)).toBeVisible();
  await second.upTo(12);
  await second.finish();
  // Somebody who drops what is no longer there drops nothing, and counts nothing.
  await first.button("Nouvelle personne").click();
  await expect(first.button("Commencer")).toBeVisible();
  expect(await counted(second)).toEqual({ received: 1, abandoned: 1, quarantined: 0 });
});

test("a link on a phone, in two tabs", async ({ page }) => {
  const link = `${room.wire.url}/r/#c=${room.campaign.link}`;
  const first = new Tablet(page, room.wire.url);
  await page.goto(link);
  await first.begin();
  await first.upTo(6);
  await expect(first.text("Enregistré sur cet appareil")).toBeVisible();
  const other = await page.context().newPage();
  const second = new Tablet(other, room.wire.url);
  await other.goto(link);
  await second.resumeAt(6).click();
  for (let number = 6; number < 12; number++) {
    await second.at(number);
    await second.onward();
  }
  await second.finish();
  await first.onward();
  await told(first);
  await expect.poll(async () => (await room.team.counts(room.campaign.id))?.received).toBe(1);
});
