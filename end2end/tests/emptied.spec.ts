// Storage that somebody, or the browser, emptied is told from a new tablet: it says what was lost.
import { type Page, expect, test } from "@playwright/test";
import { Classroom } from "../fixtures/classroom";

let room: Classroom;

test.beforeEach(async () => {
  room = await Classroom.open();
});

test.afterEach(() => room?.close());

/** Leaves the page, so that nothing is in use, and clears these kinds of its storage. */
async function clear(page: Page, storageTypes: string): Promise<void> {
  await page.goto("about:blank");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: room.wire.url, storageTypes });
  await devtools.detach();
}

test("a database that was emptied under an unsent answer", async ({ page }) => {
  const tablet = await room.tablet(page);
  room.wire.down();
  await tablet.respond("perdue avec la mémoire");
  await clear(page, "indexeddb");
  room.wire.up();
  await tablet.open();
  const lost = page.getByRole("alert").filter({ hasText: "La mémoire de cette tablette a été vidée" });
  await expect(lost).toContainText("qui n’étaient pas encore envoyés\u00a0: 1.");
  // It is said until somebody has heard it, and then no more.
  await page.reload();
  await expect(lost).toBeVisible();
  await tablet.button("J’ai prévenu l’équipe").click();
  await page.reload();
  await expect(tablet.heading("Aujourd’hui")).toBeVisible();
  await expect(lost).toHaveCount(0);
});

test("everything but the cookies emptied under an unsent answer", async ({ page }) => {
  const tablet = await room.tablet(page);
  room.wire.down();
  await tablet.respond("perdue avec la mémoire");
  await clear(page, "indexeddb,local_storage,cache_storage,service_workers,file_systems");
  room.wire.up();
  await tablet.open();
  await expect(page.getByRole("alert").filter({ hasText: "La mémoire de cette tablette a été vidée" })).toBeVisible();
});
