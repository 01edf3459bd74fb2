// Once an answer is finished, whoever holds the tablet next can read nothing of it: not by Back, a reload, a tab that
// the browser restores, another address, what the browser remembers of fields, nor in what the device stores.
import { type Page, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";
import { Profile } from "../fixtures/profile";
import { Tablet } from "../pages/tablet";

const PHRASE = "mon chef m’a dit de ne pas venir";

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

test("nothing of a finished answer can be read by the next person", async () => {
  test.setTimeout(120_000);
  const page = await profile.open();
  const tablet = await room.tablet(page);
  room.wire.down();
  await tablet.respond(PHRASE);
  await nothingOf(PHRASE, page);

  await test.step("Back, many times, on the thanks and after them", async () => {
    for (let times = 0; times < 6; times++) await back(page);
    await nothingOf(PHRASE, page);
    await tablet.button("Personne suivante").click();
    for (let times = 0; times < 6; times++) await back(page);
    await nothingOf(PHRASE, page);
    await expect(tablet.button("Commencer")).toBeVisible();
  });
  await test.step("reload", async () => {
    await page.reload();
    await expect(tablet.button("Commencer")).toBeVisible();
    await nothingOf(PHRASE, page);
  });
  await test.step("other addresses, and back from them", async () => {
    for (const address of ["/r/#c=atelier.0123456789abcdefghjkmnpqrs", "/r/#q=11", "/r/?at=11", "/r/"]) {
      await page.goto(`${room.wire.url}${address}`);
      await nothingOf(PHRASE, page);
    }
    await page.goto("about:blank");
    for (let times = 0; times < 6; times++) await back(page);
    await nothingOf(PHRASE, page);
  });
  await test.step("the same questions, begun by the next person", async () => {
    await tablet.open();
    await tablet.begin();
    for (let number = 1; number <= 12; number++) {
      await tablet.at(number);
      await expect(page.locator("input:checked")).toHaveCount(0);
      await nothingOf(PHRASE, page);
      if (number === 11) await noSuggestions(page);
      if (number < 12) await tablet.onward();
    }
  });
});

test("a tab that the browser restores after a crash asks whose answer it is and shows nothing of it", async () => {
  test.setTimeout(120_000);
  const first = await profile.open();
  const tablet = await room.tablet(first);
  room.wire.down();
  await tablet.begin();
  await tablet.upTo(11);
  await tablet.write(PHRASE);
  await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
  // The browser keeps its tabs some seconds later.
  await expect.poll(() => sessionHolds(room.wire.url), { timeout: 30_000 }).toBe(true);
  await profile.kill();
  expect(profile.filesHolding(PHRASE)).toEqual([]);

  await profile.open({ restore: true });
  const restored = await restoredTab();
  const again = new Tablet(restored, room.wire.url);
  await expect(again.resumeAt(11)).toBeVisible();
  await nothingOf(PHRASE, restored);
  await again.resumeAt(11).click();
  await expect(restored.getByRole("textbox")).toHaveValue(PHRASE);
  await again.onward();
  await again.finish();
  await profile.kill();

  await profile.open({ restore: true });
  const later = await restoredTab();
  await expect(new Tablet(later, room.wire.url).button("Commencer")).toBeVisible();
  await nothingOf(PHRASE, later);
  await profile.kill();
  expect(profile.filesHolding(PHRASE)).toEqual([]);
});

function sessionHolds(address: string): boolean {
  return profile.filesHolding(address).some((path) => path.includes("Sessions"));
}

async function restoredTab(): Promise<Page> {
  const tab = () => profile.context.pages().find((page) => page.url().startsWith(room.wire.url));
  await expect.poll(() => tab() !== undefined, { timeout: 30_000 }).toBe(true);
  return tab() as Page;
}

/** Back as the button of the browser does it. It may lead nowhere, or to a page that the browser froze. */
async function back(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit", timeout: 2_000 }).catch(() => undefined);
}

/** The phrase is neither on the page, nor in a field, nor in anything a script can read on this device. */
async function nothingOf(phrase: string, page: Page): Promise<void> {
  // An address that is typed over makes the page load once more.
  await expect(async () => expect(await page.evaluate(holds, phrase)).toEqual([])).toPass({ timeout: 20_000 });
}

async function holds(phrase: string): Promise<string[]> {
  const found = (where: string, text: unknown) => (JSON.stringify(text ?? "").includes(phrase) ? [where] : []);
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")];
  const places = [
    ...found("page", document.documentElement.outerHTML),
    ...found("fields", fields.map((field) => field.value)),
    ...found("address", location.href),
    ...found("history", history.state),
  ];
  if (location.protocol === "about:") return places;
  places.push(...found("localStorage", { ...localStorage }), ...found("sessionStorage", { ...sessionStorage }));
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ""));
    for (const store of database.objectStoreNames) {
      places.push(...found(store, await settled(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return places;
}

/** What the browser would offer in the text field: it was told to remember nothing. */
async function noSuggestions(page: Page): Promise<void> {
  const field = page.getByRole("textbox");
  await expect(field).toHaveAttribute("autocomplete", "off");
  await field.pressSequentially("mon");
  await field.press("ArrowDown");
  await field.press("Enter");
  expect(await field.inputValue()).not.toContain("chef");
  await field.fill("");
}
