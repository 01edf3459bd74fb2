// Access is given and taken on the screen of the direction; what a browser may no longer hold is gone from its storage.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { Server } from "../fixtures/server";
import { PASSWORD, Team, create, today } from "../fixtures/team";

const WAIT = { timeout: 60_000 };

test("a role changes, access ends, and nothing is left in the browser of who lost it", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    const claire = await Team.setUp(server.url);
    const marc = await claire.invite(server.url, "Marc Roux", "marc@cimes.example", "direction");
    const action = await claire.action("Raccourcir le module 3");
    await claire.push([report("SIGNALEMENT SECRET")]);
    const office = await open(browser, claire, `${server.url}/app/settings/people`);
    const his = await open(browser, marc, `${server.url}/app/plan/${action}`);
    await expect.poll(() => holds(his, "SIGNALEMENT SECRET"), WAIT).toBe(true);

    // Another role: the reports go, the team's work stays.
    await office.getByRole("button", { name: "Changer de rôle Marc Roux" }).click();
    await office.getByRole("dialog").getByText("Formateur", { exact: true }).click();
    await office.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
    await expect(office.getByRole("row", { name: /Marc Roux/ })).toContainText("Formateur");
    await expect.poll(() => holds(his, "SIGNALEMENT SECRET"), WAIT).toBe(false);
    expect(await holds(his, "Raccourcir le module 3")).toBe(true);

    // Withdrawn while a remark waits: it is handed over, and then the browser is empty.
    await his.context().route("**/app/sync/v1/push", (route) => route.abort());
    await his.getByLabel("Nouvelle remarque").fill("écrite avant de partir");
    await his.getByRole("button", { name: "Ajouter la remarque" }).click();
    await expect.poll(() => holds(his, "écrite avant de partir"), WAIT).toBe(true);
    await office.getByRole("button", { name: "Retirer l’accès Marc Roux" }).click();
    await office.getByRole("dialog").getByRole("button", { name: "Retirer l’accès" }).click();
    await expect(office.getByRole("row", { name: /Marc Roux/ })).toContainText("Accès retiré");
    await his.context().unrouteAll();
    await his.evaluate(() => dispatchEvent(new Event("online")));
    await expect(his.getByRole("heading", { name: "Votre accès a été retiré" })).toBeVisible(WAIT);
    await expect.poll(() => everything(his), WAIT).not.toMatch(/Raccourcir|écrite|Claire Vidal/);
    await his.reload();
    await expect(his.getByRole("heading", { name: "Votre accès a été retiré" })).toBeVisible(WAIT);

    // What was handed over counts once somebody says so, in his name.
    await office.goto(`${server.url}/app/`);
    await expect(office.locator("main .notice").filter({ hasText: "a mis de côté 1 envoi" })).toBeVisible(WAIT);
    await office.getByRole("link", { name: "À\u00a0vérifier (1)" }).click(WAIT);
    await expect(office.getByText("L’accès de la personne avait été retiré avant cet envoi.")).toBeVisible(WAIT);
    await office.getByRole("button", { name: "Accepter" }).click();
    await expect(office.getByText("Le serveur n’a rien mis de côté.")).toBeVisible();
    expect(await claire.remarks()).toEqual(["écrite avant de partir"]);

    // A new link brings him back.
    await office.goto(`${server.url}/app/settings/people`);
    await office.getByRole("button", { name: "Nouveau lien Marc Roux" }).click();
    await office.getByRole("dialog").getByRole("button", { name: "Créer le lien d’invitation" }).click();
    const link = await office.getByRole("dialog").getByLabel("Lien", { exact: true }).inputValue();
    await his.goto(link);
    await his.getByLabel("Choisissez un mot de passe").fill(PASSWORD);
    await his.getByRole("button", { name: "Entrer dans l’espace" }).click();
    await expect(his.getByRole("heading", { level: 1, name: "L’état de la boucle" })).toBeVisible(WAIT);
    await his.goto(`${server.url}/app/plan/${action}`);
    await expect(his.getByText("écrite avant de partir")).toBeVisible(WAIT);
  } finally {
    await server.remove();
  }
});

test("signing out can leave nothing on the device", async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await Server.start();
  try {
    const claire = await Team.setUp(server.url);
    const action = await claire.action("Raccourcir le module 3");
    const page = await open(browser, claire, `${server.url}/app/plan/${action}`);
    await expect.poll(() => holds(page, "Raccourcir le module 3"), WAIT).toBe(true);
    await page.context().route("**/app/sync/v1/push", (route) => route.abort());
    await page.getByLabel("Nouvelle remarque").fill("jamais envoyée");
    await page.getByRole("button", { name: "Ajouter la remarque" }).click();
    await page.goto(`${server.url}/app/settings`);
    await page.getByRole("button", { name: "Se déconnecter et tout effacer d’ici" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("seront perdues\u00a0: 1.");
    await dialog.getByRole("button", { name: "Tout effacer et se déconnecter" }).click();
    await expect(page.getByLabel("Mot de passe", { exact: true })).toBeVisible(WAIT);
    expect(await everything(page)).not.toMatch(/Raccourcir|jamais envoyée|Claire Vidal/);
  } finally {
    await server.remove();
  }
});

function report(narrative: string) {
  return create("report", randomUUID(), {
    kind: "harassment", received: today(), session: null, narrative, measures: "", owner: null, named: [], status: "open",
  });
}

async function open(browser: Browser, team: Team, address: string): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1440, height: 900 } });
  await context.addCookies(await team.cookies());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** All that this browser keeps: IndexedDB, with the text that operations carry as bytes, and local storage. */
async function everything(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const said = (request: IDBRequest) =>
      new Promise<unknown>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found = [JSON.stringify({ ...localStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = (await said(indexedDB.open(name ?? ""))) as IDBDatabase;
      for (const store of db.objectStoreNames) {
        found.push(JSON.stringify(await said(db.transaction(store).objectStore(store).getAll())));
      }
      db.close();
    }
    const text = found.join("\n");
    const bytes = text.match(/[A-Za-z0-9_-]{16,}/g) ?? [];
    const read = (word: string) => {
      try {
        const raw = atob(word.replace(/-/g, "+").replace(/_/g, "/"));
        return new TextDecoder().decode(Uint8Array.from(raw, (letter) => letter.charCodeAt(0)));
      } catch {
        return "";
      }
    };
    return text + bytes.map(read).join("\n");
  });
}

async function holds(page: Page, words: string): Promise<boolean> {
  return (await everything(page)).includes(words);
}
