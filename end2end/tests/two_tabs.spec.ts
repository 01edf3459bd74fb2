// Two tabs of one device. On a phone they have one answer, counted once, whichever tab ends it, and the other is told; on a
// tablet one each.
import { type Page, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Tablet } from "../pages/tablet";

const ELSEWHERE = "Cette réponse n’est plus dans cet onglet";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

/** A phone in the middle of an answer, and a second tab of it in which the link has just been opened. */
async function twoTabs(page: Page): Promise<[Tablet, Tablet]> {
  const first = await phone(page);
  await first.begin();
  await first.upTo(11);
  await first.write("dans le premier onglet");
  await expect(first.text("Enregistré sur cet appareil")).toBeVisible();
  const second = await phone(await page.context().newPage());
  await expect(second.resumeAt(11)).toBeVisible();
  return [first, second];
}

async function phone(page: Page): Promise<Tablet> {
  await page.goto(`${room.wire.url}/r/#c=${room.campaign.link}`);
  return new Tablet(page, room.wire.url);
}

/** Told where the answer went, at the start, with nothing of it left. */
async function told(tablet: Tablet): Promise<void> {
  await expect(tablet.page.getByRole("alert")).toContainText(ELSEWHERE);
  await expect(tablet.button("Commencer")).toBeVisible();
}

/** The server has so many answers, and nothing waits on the device any more. */
async function counted(tablet: Tablet, expected: { received: number; abandoned: number }): Promise<void> {
  const all = async () => {
    const waiting = await tablet.page.evaluate(waits);
    const counts = await room.team.counts(room.campaign.id);
    return { waiting, received: counts?.received, abandoned: counts?.abandoned, quarantined: counts?.quarantined };
  };
  await expect.poll(all).toEqual({ waiting: 0, ...expected, quarantined: 0 });
}

/** In the page: how many finished answers the device holds that the server does not have. */
function waits(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("boucle-r");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const count = opening.result.transaction("labels").objectStore("labels").count();
      count.onerror = () => reject(count.error);
      count.onsuccess = () => {
        opening.result.close();
        resolve(count.result);
      };
    };
  });
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
  await counted(first, { received: 1, abandoned: 0 });
  expect(await room.received(["dans le second onglet", "dans le premier onglet"])).toEqual([1, 0]);
  // Nothing of it comes back, and who answers next begins afresh.
  await first.respond("la personne suivante");
  await counted(first, { received: 2, abandoned: 0 });
});

test("what was taken up elsewhere goes on there alone, with all that was answered", async ({ page }) => {
  const [first, second] = await twoTabs(page);
  // After the second tab was opened.
  await first.write("la dernière phrase du premier");
  await expect(first.text("Enregistré sur cet appareil")).toBeVisible();
  await second.resumeAt(11).click();
  await expect(second.page.getByRole("textbox")).toHaveValue("la dernière phrase du premier");
  await second.write("le second continue");
  await expect(second.text("Enregistré sur cet appareil")).toBeVisible();

  await first.onward();
  await told(first);
  // What the first tab wrote last does not hide what the second has.
  await second.page.reload();
  await second.resumeAt(11).click();
  await expect(second.page.getByRole("textbox")).toHaveValue("le second continue");
  await second.onward();
  await second.finish();
  await counted(first, { received: 1, abandoned: 0 });
});

test("both tabs end it in the same instant, and one does", async ({ page }) => {
  const first = await phone(page);
  await first.begin();
  await first.upTo(12);
  const second = await phone(await page.context().newPage());
  await second.resumeAt(12).click();
  await second.at(12);
  const end = (tablet: Tablet) => tablet.button("Terminer").click();
  await Promise.all([end(first), end(second)]);
  await expect(second.heading("Merci, c’est enregistré.")).toBeVisible();
  await told(first);
  await counted(first, { received: 1, abandoned: 0 });
});

test("a new person in another tab ends the answer of this one", async ({ page }) => {
  const [first, second] = await twoTabs(page);
  await second.button("Nouvelle personne").click();
  await expect(second.button("Commencer")).toBeVisible();
  await second.begin();
  await first.write("encore");
  await told(first);
  await second.upTo(12);
  await second.finish();
  await counted(first, { received: 1, abandoned: 1 });
});

test("on a tablet two people answer in two tabs, and what a closed one leaves is offered", async ({ page }) => {
  const first = await room.tablet(page);
  const second = new Tablet(await page.context().newPage(), room.wire.url);
  await first.begin();
  await first.upTo(11);
  await first.write("dans le premier onglet");
  await expect(first.text("Enregistré sur cette tablette")).toBeVisible();
  await second.open();
  await second.respond("dans le second onglet");
  await second.button("Personne suivante").click();
  // Both tabs begin again where they were.
  await second.begin();
  await second.upTo(3);
  await expect(second.text("Enregistré sur cette tablette")).toBeVisible();
  for (const [tablet, number] of [
    [second, 3],
    [first, 11],
  ] as const) {
    await tablet.page.reload();
    await tablet.resumeAt(number).click();
    await tablet.at(number);
  }
  await second.page.close();
  await first.onward();
  await first.finish();
  await first.page.reload();
  await first.resumeAt(3).click();
  for (let number = 3; number < 11; number++) {
    await first.at(number);
    await first.onward();
  }
  await first.at(11);
  await first.write("laissé par le second");
  await first.onward();
  await first.finish();
  await counted(first, { received: 3, abandoned: 0 });
  expect(await room.received(["dans le premier onglet", "dans le second onglet", "laissé par le second"])).toEqual([1, 1, 1]);
});
