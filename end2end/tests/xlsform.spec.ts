// A questionnaire of another tool: read, shown with what cannot be taken over and where, begun as a draft once somebody
// agrees; and one of ours as a workbook that comes back whole.
import { type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const FORM = `| survey |
| | type | name | label::French (fr) | label::English (en) | relevant |
| | select_one pace | pace | Le rythme vous a-t-il convenu ? | Was the pace right? | |
| | text | why | Qu’est-ce qui vous a manqué ? | What did you miss? | \${pace} = 'slow' |
| | video | face | Un film | A film | |
| choices |
| | list_name | name | label::French (fr) | label::English (en) |
| | pace | slow | Trop lent | Too slow |
| | pace | good | Adapté | Right |
| settings |
| | form_title | default_language |
| | Rythme | fr |
`;

test("a form comes in with its findings, a template goes out and comes back", async ({ browser }) => {
  test.setTimeout(180_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const context = await browser.newContext({ locale: "fr-FR" });
    await context.addCookies(await team.cookies());
    const page = await context.newPage();

    const sheet = await choose(page, server.url, { name: "rythme.md", buffer: Buffer.from(FORM) });
    await expect(sheet.getByText("2 questions sur 3 sont reprises. 1 n’est pas reprise")).toBeVisible();
    const finding = sheet.getByRole("row", { name: /survey, ligne 5, colonne B/ });
    await expect(finding).toContainText("Ce type de question n’existe pas ici.");
    await expect(finding).toContainText("Pas repris");
    await sheet.getByRole("button", { name: "Créer le brouillon" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Rythme" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^1\. Le rythme vous a-t-il convenu/ })).toBeVisible();

    const rubbish = await choose(page, server.url, { name: "rien.xlsx", buffer: Buffer.from("PK\x03\x04 rien") });
    await expect(rubbish.getByRole("alert")).toContainText("Ce fichier est abîmé.");

    await page.goto(`${server.url}/app/questionnaires?who=beneficiary&service=formation`);
    await page.getByRole("link", { name: "Votre avis à chaud", exact: true }).first().click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Télécharger en XLSForm" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("af.hot.v2.xlsx");
    const back = await choose(page, server.url, await file.path());
    await expect(back.getByRole("button", { name: "Créer le brouillon" })).toBeVisible();
    await expect(back.getByRole("table")).toHaveCount(0);
  } finally {
    await server.remove();
  }
});

async function choose(page: Page, url: string, file: string | { name: string; buffer: Buffer }) {
  await page.goto(`${url}/app/questionnaires`);
  await page.getByRole("button", { name: "Importer un XLSForm" }).click();
  const sheet = page.getByRole("dialog", { name: "Importer un questionnaire" });
  const chosen = typeof file === "string" ? file : { ...file, mimeType: "application/octet-stream" };
  await sheet.getByLabel("Fichier").setInputFiles(chosen);
  return sheet;
}
