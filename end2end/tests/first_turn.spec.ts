// The first turn of the loop, through the screens alone: an organisation, a session, its survey, answers on phones,
// results, an answer excluded and taken back, an action from a comment, and the sheets.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { Hand } from "../fixtures/hand";
import { Server } from "../fixtures/server";
import { today } from "../fixtures/team";
import { setUp } from "../pages/gate";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon, novembre";
/** Starts as a formula would: sheets must not run it. */
const COMMENT = "=1+1, le rythme du deuxième jour était trop rapide";

test("from an empty server to an action born of a comment", async ({ page, browser }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    await setUp(new Hand(page), server.url);
    const link = await openSurvey(page);
    for (let number = 0; number < 5; number++) await respond(browser, link, number === 0 ? COMMENT : "");

    await page.getByRole("link", { name: "Voir les résultats" }).click();
    await expect(page.getByText(COMMENT)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("5 réponses pour 6 personnes présentes")).toBeVisible();
    // Wilson, 5 of 5: from 5 / (5 + 1.96²).
    await expect(page.getByRole("img", { name: /^Entre 57.*100.*95/ })).toBeVisible();
    expect(await sheet(page, "CSV")).toContain(`'${COMMENT}`);
    expect((await sheet(page, "XLSX")).slice(0, 2)).toBe("PK");

    await excludeAndTakeBack(page);
    await act(page);
  } finally {
    await server.remove();
  }
});

/** A session of today in a new service, its survey, and the survey's link. */
async function openSurvey(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Préparer une session" }).first().click();
  await page.getByLabel("Prestation", { exact: true }).selectOption({ label: "Nouvelle prestation…" });
  await page.getByLabel("Intitulé de la prestation").fill("Excel avancé");
  await page.getByLabel("Nom de la session").fill(SESSION);
  await page.getByLabel("Premier jour").fill(today());
  await page.getByLabel("Dernier jour").fill(today());
  await page.getByLabel("Effectif attendu").fill("6");
  await page.locator("form button.primary").click();
  await expect(page.getByRole("heading", { level: 1, name: SESSION })).toBeVisible();
  await page.getByRole("button", { name: "Ouvrir une enquête" }).first().click();
  await page.getByRole("button", { name: "Ouvrir l’enquête" }).click();
  await expect(page.getByRole("img", { name: "QR code de l’enquête" })).toBeVisible();
  await expect(page.getByText("n’est pas encore arrivée au serveur")).toHaveCount(0);
  return page.getByLabel("Lien à envoyer").inputValue();
}

/** One person on a phone of their own: the best answer everywhere. */
async function respond(browser: Browser, link: string, comment: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(link);
  const phone = new Tablet(page, new URL(link).origin);
  await phone.begin();
  await phone.answer(1, 10);
  await phone.at(11);
  if (comment) await phone.write(comment);
  await page.locator("footer").getByRole("button").last().click();
  await phone.at(12);
  await phone.finish();
  await expect(phone.text("Reçu par le serveur")).toBeVisible();
  await context.close();
}

/** The text of a downloaded sheet. */
async function sheet(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: `Exporter en ${name}` }).click();
  return readFileSync(await (await download).path(), "utf8");
}

/** Under five nothing is shown any more, and the exclusion can still be undone. */
async function excludeAndTakeBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Écarter cette réponse…" }).first().click();
  await page.getByLabel("Raison").fill("Essai du formateur");
  await page.getByRole("button", { name: "Écarter la réponse" }).click();
  await expect(page.getByText("Encore trop peu de réponses")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(COMMENT)).toHaveCount(0);
  await page.reload();
  await page.getByRole("button", { name: "Reprendre" }).click();
  await expect(page.getByText(COMMENT)).toBeVisible({ timeout: 60_000 });
}

async function act(page: Page): Promise<void> {
  await page.locator("article", { hasText: COMMENT }).getByRole("button", { name: "Créer une action" }).click();
  await page.getByLabel("Ce qui va changer").fill("Étaler le deuxième jour sur deux séances");
  await page.getByLabel("Pilote").selectOption({ label: "Claire Vidal" });
  await page.getByLabel("Échéance").fill("2027-01-15");
  await page.getByLabel("Critère de réussite").fill("Rythme noté 4 sur 5");
  await page.getByRole("button", { name: "Créer l’action" }).click();
  await page.locator("article", { hasText: COMMENT }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Étaler le deuxième jour" })).toBeVisible();
  await expect(page.getByText(COMMENT)).toBeVisible();
  await expect(page.getByLabel("Pilote").locator("option:checked")).toHaveText("Claire Vidal");
}
