// A questionnaire of one's own, from a template to its results: duplicated, reworded, given a question that hangs on
// another, published, asked, counted; and its next version, which stays comparable.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const WORDING = "La cadence vous allait-elle ?";
const WHY = "Qu’est-ce qui vous a manqué ?";

test("from a template to results, and on to the next version", async ({ browser }) => {
  test.setTimeout(300_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const context = await browser.newContext({ locale: "fr-FR" });
    await context.addCookies(await team.cookies());
    const page = await context.newPage();

    await duplicate(page, server.url);
    await reword(page);
    await addConditional(page);
    await nothingIsLost(page);
    await publish(page);
    await expect(page.getByRole("heading", { level: 1, name: "(copie)" })).toBeVisible();
    await expect(page.locator("code.hash")).toHaveText(/^[0-9a-f]{64}$/);
    await stored(page, server.url);

    const asked = await published(team);
    const { id: campaign, link } = await team.campaign("Excel avancé, Lyon", 8, false, "anonyme", asked);
    for (let number = 0; number < 5; number++) await respond(browser, server.url, link);
    await expect.poll(async () => (await team.counts(campaign))?.received, { timeout: 60_000 }).toBe(5);
    await page.goto(`${server.url}/app/campaigns/${campaign}/results`);
    await expect(page.getByText(WORDING).first()).toBeVisible({ timeout: 60_000 });

    await nextVersion(page, `${server.url}/app/questionnaires/${asked.record}`);
  } finally {
    await server.remove();
  }
});

async function duplicate(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/questionnaires?who=beneficiary&service=formation`);
  await page.getByRole("link", { name: "Votre avis à chaud", exact: true }).first().click();
  await page.getByRole("button", { name: "Dupliquer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Votre avis à chaud (copie)" })).toBeVisible();
}

/** The preview under the sheet follows every letter. */
async function reword(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^3\. Comment avez-vous trouvé le rythme/ }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Question en français").fill(WORDING);
  await expect(sheet.locator(".preview .question")).toHaveText(WORDING.replace("-", "-\u2060"));
  await sheet.getByRole("button", { name: "Fermer" }).click();
  await expect(page.getByText("Enregistré sur cet appareil.").first()).toBeVisible();
}

/** A mistake is said with its place as it is typed, and nothing is published with it. */
async function addConditional(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ajouter une question" }).last().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Type de réponse").selectOption("long");
  await sheet.getByLabel("Question en français").fill(WHY);
  await expect(sheet.getByLabel("Clé", { exact: true })).toHaveValue("manque");
  const relevant = sheet.getByLabel("Posée seulement si", { exact: true });
  await relevant.fill("overal <= 2");
  await expect(sheet.getByText("Aucune question n’a la clé «\u202foveral\u202f».")).toBeVisible();
  await expect(sheet.locator("mark")).toHaveText("overal");
  await sheet.getByRole("button", { name: "Fermer" }).click();

  await page.getByRole("button", { name: "Publier", exact: true }).click();
  await expect(page.getByRole("button", { name: "Publier cette version" })).toHaveCount(0);
  await page.getByRole("dialog").getByRole("button", { name: /Aucune question n’a la clé/ }).click();
  await expect(relevant).toBeFocused();
  await relevant.fill("overall <= 2");
  await expect(sheet.locator("mark")).toHaveCount(0);
}

/** The page goes while a sheet is open: what was typed is there again. */
async function nothingIsLost(page: Page): Promise<void> {
  await page.getByRole("dialog").getByText("Aide sous la question", { exact: true }).click();
  await page.getByRole("dialog").getByLabel("Aide en français").fill("Quelques mots suffisent.");
  await page.reload();
  await page.getByRole("button", { name: new RegExp(`^13\\. ${WHY.slice(0, 12)}`) }).click();
  await expect(page.getByRole("dialog").getByLabel("Aide en français")).toHaveValue("Quelques mots suffisent.");
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Publier", exact: true }).click();
  await page.getByRole("button", { name: "Publier cette version" }).click();
}

/** Everything typed here has reached the server. */
async function stored(page: Page, url: string): Promise<void> {
  const own = page.url();
  await page.goto(`${url}/app/device`);
  await expect(page.getByText("Rien\u00a0: tout est chez le serveur").first()).toBeVisible({ timeout: 60_000 });
  await page.goto(own);
}

interface Asked {
  record: string;
  key: string;
  version: number;
}

/** What stands in the server's log. */
async function published(team: Team): Promise<Asked> {
  const { ops } = await team.pull("team");
  const records = ops.filter((op) => op.kind === "create" && op.entity.kind === "questionnaire");
  expect(records).toHaveLength(1);
  const { key, version } = JSON.parse(Buffer.from(records[0].body, "base64url").toString()).fields;
  return { record: records[0].entity.id, key, version };
}

/** One person on a phone: the best answer to the first three questions, nothing to the others. */
async function respond(browser: Browser, url: string, link: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${url}/r/#c=${link}`);
  await page.getByRole("button", { name: "Commencer" }).click();
  const progress = page.locator("#progress");
  for (let number = 1; (await progress.count()) > 0; number++) {
    if (number === 3) await expect(page.getByRole("heading", { level: 1 })).toHaveText(WORDING.replace("-", "-\u2060"));
    if (number <= 3) await page.getByRole("radio").first().check({ force: true });
    const here = (await progress.textContent()) ?? "";
    await page.locator("footer").getByRole("button").last().click();
    await expect(progress.filter({ hasText: here })).toHaveCount(0);
  }
  await expect(page.getByText("Reçu par le serveur")).toBeVisible();
  await context.close();
}

/** A published key keeps its type; the way on is another question. */
async function nextVersion(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Nouvelle version" }).click();
  await expect(page.getByText("ses réponses et les prochaines se comptent ensemble")).toBeVisible();
  await page.getByRole("button", { name: /^3\. / }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByLabel("Type de réponse")).toBeDisabled();
  await sheet.getByRole("button", { name: "Supprimer\u00a0: Réponse 1" }).click();
  await expect(sheet.getByText("les résultats ne se compareraient plus")).toBeVisible();
  await sheet.getByRole("button", { name: "En faire une autre question" }).click();
  await expect(sheet.getByLabel("Type de réponse")).toBeEnabled();
  await expect(sheet.getByText("les résultats ne se compareraient plus")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Fermer" }).click();
  await publish(page);
  await expect(page.getByRole("link", { name: "Version\u00a02" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Version\u00a01" })).toBeVisible();
}
