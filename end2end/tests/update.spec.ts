// A new version arrives while somebody answers: the questionnaire goes on as it is, nothing is lost, and the new version
// comes when the trainer says so; then it opens without a network, too.
import { type Page, expect, test } from "@playwright/test";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Classroom } from "../fixtures/classroom";

let room: Classroom;
let next: string;

test.beforeEach(async () => {
  room = await Classroom.open();
  next = newVersion(process.env.BOUCLE_DIST ?? "");
});

test.afterEach(async () => {
  await room?.close();
  rmSync(next, { recursive: true, force: true });
});

test("an update in the middle of an answer", async ({ page, context }) => {
  test.setTimeout(120_000);
  const tablet = await room.tablet(page);
  // From its second load on, the page is the worker's.
  await page.reload();
  await tablet.begin();
  await tablet.upTo(5);
  await room.server.kill();
  await room.server.up(next);
  await update(page);
  // Nothing changes under the person's hands, not even on a reload: whose answer it is comes first.
  await tablet.at(5);
  await tablet.pick(1);
  await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
  for (let number = 6; number <= 11; number++) {
    await tablet.onward();
    await tablet.at(number);
  }
  await tablet.write("pendant la mise à jour");
  await tablet.onward();
  await tablet.finish();
  await tablet.button("Personne suivante").click();
  await expect.poll(() => room.received(["pendant la mise à jour"]), { timeout: 30_000 }).toEqual([1]);
  expect(await version(page)).toBe("old");

  await tablet.leave();
  await expect(tablet.text("Une nouvelle version est prête.")).toBeVisible();
  await tablet.button("Mettre à jour").click();
  await expect.poll(() => version(page), { timeout: 30_000 }).toBe("new");
  room.wire.down();
  await page.close();
  const cold = await context.newPage();
  await cold.goto(`${room.wire.url}/r/`);
  await expect(cold.getByRole("heading", { level: 1, name: "Aujourd’hui" })).toBeVisible();
  expect(await version(cold)).toBe("new");
});

/** Makes the browser look for a new version now, and waits until it is there. */
async function update(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state), { timeout: 20_000 }).toBe("installed");
}

/** Which start file the page was loaded with. */
async function version(page: Page): Promise<string> {
  const scripts = await page.evaluate(() => [...document.scripts].map((script) => script.src)).catch(() => []);
  return scripts.some((script) => script.includes("boot-NEXT")) ? "new" : "old";
}

/** The front ends as they are, with the tablet's start file under another name: a version like any other. */
function newVersion(dist: string): string {
  const folder = mkdtempSync(join(tmpdir(), "boucle-dist-"));
  cpSync(dist, folder, { recursive: true });
  const place = join(folder, "r");
  const boot = readdirSync(join(place, "assets")).find((name) => /^boot-.*\.js$/.test(name)) ?? "";
  cpSync(join(place, "assets", boot), join(place, "assets", "boot-NEXT.js"));
  const page = rewrite(place, "index.html", (text) => text.replaceAll(boot, "boot-NEXT.js"));
  const hash = createHash("sha256").update(page).digest("base64");
  rewrite(place, "sw.js", (text) =>
    text
      .replaceAll(boot, "boot-NEXT.js")
      .replace(/"\/r\/":"sha256-[^"]*"/, `"/r/":"sha256-${hash}"`)
      .replace(/version: "[^"]*"/, 'version: "next"'),
  );
  return folder;
}

function rewrite(folder: string, name: string, change: (text: string) => string): string {
  const text = change(readFileSync(join(folder, name), "utf8"));
  writeFileSync(join(folder, name), text);
  for (const packed of [".br", ".gz"]) rmSync(join(folder, name + packed), { force: true });
  return text;
}
