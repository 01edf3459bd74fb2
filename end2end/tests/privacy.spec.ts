// What an organisation decides once, and what respondents are told of it: where it works, how long what names people is
// kept, and that some of them are under eighteen.
import { type Page, expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { PASSWORD, today } from "../fixtures/team";

const SIZES = { tablet: [800, 1280], phone: [360, 740], laptop: [1440, 900] } as const;
const YOUNG = "Si vous avez moins de 18 ans";

test("territory, periods and the notice for minors", async ({ page, browser }, info) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  const pictures = async (shown: Page, name: string) => {
    for (const [size, [width, height]] of Object.entries(SIZES)) {
      await shown.setViewportSize({ width, height });
      await shown.screenshot({ path: info.outputPath(`${name}-${size}.png`), fullPage: true });
    }
  };
  try {
    await setUp(page, server.url);
    await decide(page, server.url);
    await pictures(page, "settings");
    const link = await openSurvey(page);

    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const phone = await context.newPage();
    await phone.goto(link);
    await expect(phone.getByText(YOUNG)).toBeHidden();
    await phone.getByText("En savoir plus sur vos données").click();
    await expect(phone.getByText(YOUNG)).toBeVisible();
    await expect(phone.getByText("2 mois après la fin de l’enquête")).toBeVisible();
    await expect(phone.getByText("60 mois après la fin de l’enquête")).toBeVisible();
    await expect(phone.getByText("donnees@cimes.example").first()).toBeVisible();
    await expect(phone.getByText("intérêt légitime")).toBeVisible();
    await pictures(phone, "notice");
    await context.close();

    await page.getByRole("link", { name: "Affiche à imprimer" }).click();
    await expect(page.getByText("Répondre n’est pas obligatoire")).toBeVisible();
    await pictures(page, "poster");
    await page.goBack();
    await page.getByRole("link", { name: "Questionnaire à imprimer" }).click();
    await expect(page.getByText(YOUNG)).toBeVisible();
    await pictures(page, "paper");
  } finally {
    await server.remove();
  }
});

async function setUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/`);
  await page.getByLabel("Nom de l’organisme").fill("Atelier des Cimes");
  await page.getByLabel("Contact pour les données personnelles").fill("donnees@cimes.example");
  await page.getByLabel("Territoire").selectOption({ label: "La Réunion" });
  await page.getByLabel("Vos prénom et nom").fill("Claire Vidal");
  await page.getByLabel("Adresse électronique").fill("claire@cimes.example");
  await page.getByLabel("Choisissez un mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Ouvrir mon espace" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "L’état de la boucle" })).toBeVisible();
}

/** A shorter period, once what it would remove is told. */
async function decide(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/app/settings`);
  await expect(page.getByText("La Réunion", { exact: true })).toBeVisible();
  await expect(page.getByText("6 mois après la fin de l’enquête", { exact: true })).toBeVisible();
  await expect(page.getByText("36 mois après la fin de l’enquête", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Changer les durées" }).click();
  await page.getByLabel("Qui a été interrogé").selectOption({ label: "2 mois" });
  await page.getByLabel("Textes, photos et signatures").selectOption({ label: "60 mois" });
  await page.getByLabel("Envois à vérifier, une fois écartés").selectOption({ label: "3 mois" });
  await expect(page.getByText("serait effacé aujourd’hui : rien.")).toBeVisible();
  await page.getByRole("button", { name: "Enregistrer les durées" }).click();
  await expect(page.getByText("2 mois après la fin de l’enquête", { exact: true })).toBeVisible();
  await expect(page.getByText("60 mois après la fin de l’enquête", { exact: true })).toBeVisible();
  await expect(page.getByText("3 mois après la décision")).toBeVisible();
}

/** A session of today with people under eighteen, its survey, and the survey's link. */
async function openSurvey(page: Page): Promise<string> {
  await page.goto(new URL("/app/sessions/new", page.url()).href);
  await page.getByLabel("Prestation", { exact: true }).selectOption({ label: "Nouvelle prestation…" });
  await page.getByLabel("Intitulé de la prestation").fill("Excel avancé");
  await page.getByLabel("Nom de la session").fill("Excel avancé, Saint-Denis");
  await page.getByLabel("Premier jour").fill(today());
  await page.getByLabel("Dernier jour").fill(today());
  await page.getByLabel("Effectif attendu").fill("6");
  await page.getByLabel("Des personnes de moins de 18 ans y participent").check();
  await page.locator("form button.primary").click();
  await expect(page.getByText("l’information des répondants en tient compte")).toBeVisible();
  await page.getByRole("button", { name: "Ouvrir une enquête" }).first().click();
  await page.getByRole("button", { name: "Ouvrir l’enquête" }).click();
  await expect(page.getByText("n’est pas encore arrivée au serveur")).toHaveCount(0);
  return page.getByLabel("Lien à envoyer").inputValue();
}
