// A photo taken where there is no network: kept through a killed browser, without the place a camera wrote into it, on
// the server once there is one, and seen by a colleague.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";
import { createHash } from "node:crypto";
import { audit } from "../fixtures/axe";
import { SECRET, photo } from "../fixtures/photo";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Desk } from "../pages/desk";

const NAME = "Hall d’entrée.jpg";

test("a photo added offline survives the browser's death, loses its place and reaches a colleague", async ({ browser }) => {
  test.setTimeout(240_000);
  const [server, profile] = [await Server.start(), new Profile()];
  try {
    const team = await Team.setUp(server.url);
    const [action, cookies] = [await team.action("Refaire la signalétique"), await team.cookies()];
    // Chromium writes cookies up to half a minute late: whoever comes back after its death signs in again.
    const signedIn = { prepare: (context: BrowserContext) => context.addCookies(cookies) };
    let desk = new Desk(await profile.open(signedIn), server.url);
    await desk.open(action);
    await desk.settle(profile);

    await server.kill();
    const original = await photo(desk.page);
    expect(original.includes(SECRET)).toBe(true);
    const file = { name: NAME, mimeType: "image/jpeg", buffer: original };
    await desk.page.locator("input[type=file]:not([capture])").setInputFiles(file);
    await expect(desk.page.getByText("Pièce jointe enregistrée sur cet appareil.")).toBeVisible();
    await profile.kill();

    desk = new Desk(await profile.open(signedIn), server.url);
    await desk.open(action);
    await expect(line(desk.page).getByText("Sur cet appareil, pas encore envoyée")).toBeVisible();
    await expect(line(desk.page).locator("img")).toHaveJSProperty("naturalWidth", 192);
    await enlarged(desk.page);
    await audit(desk.page, "an action with a photo", "fr");

    await server.up();
    await desk.exchange();
    await expect(line(desk.page).getByText("Reçue par le serveur")).toBeVisible({ timeout: 60_000 });

    const bodies = (await team.pull("team")).ops.map((op) => JSON.parse(Buffer.from(op.body, "base64url").toString()));
    const [added] = bodies.filter((body) => body.field === "attachments").map((body) => JSON.parse(body.item));
    expect(added).toMatchObject({ name: NAME, media: "image/jpeg" });
    const stored = await team.file(added.sha256);
    expect(createHash("sha256").update(stored).digest("hex")).toBe(added.sha256);
    expect(stored.includes(SECRET) || stored.includes("Exif")).toBe(false);

    const context = await browser.newContext();
    await context.addCookies(cookies);
    const other = await context.newPage();
    await new Desk(other, server.url).open(action);
    await expect(line(other).getByText("Reçue par le serveur")).toBeVisible();
    await enlarged(other);

    await line(other).getByRole("button", { name: `Retirer ${NAME}` }).click();
    await expect(line(other)).toHaveCount(0);
    await other.getByRole("button", { name: "Annuler" }).click();
    await expect(line(other)).toHaveCount(1);
    await context.close();
  } finally {
    await profile.remove();
    await server.remove();
  }
});

function line(page: Page) {
  return page.locator(".attachments li");
}

/** Opens the photo, which is as large as a screen shows, and closes it with the keyboard. */
async function enlarged(page: Page): Promise<void> {
  await line(page).getByRole("button", { name: `Ouvrir ${NAME}` }).click();
  await expect(page.getByRole("dialog").getByRole("img", { name: NAME })).toHaveJSProperty("naturalWidth", 2560);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
