// A year of a provider with all four services, set up by somebody who has never seen the program: from an empty server to
// every survey in place, one moved, one called off; then what the board says was asked, and a meeting that led to an action.
import { type Locator, type Page, expect, test } from "@playwright/test";
import { Hand } from "../fixtures/hand";
import { printed, squeezed } from "../fixtures/pdf_text";
import { Server } from "../fixtures/server";
import { setUp } from "../pages/gate";

const YEAR = new Date().getFullYear() + 1;
/** What the whole year may take, from the first field of the first page to the last survey in place. */
const INTERACTIONS_MAX = 20;
const MEETING = "Les exercices collaient au métier. Le programme est arrivé deux jours trop tard. Le reste a plu.";
const PASSAGE = "Le programme est arrivé deux jours trop tard.";

/** Sessions whose surveys of the day after their end open on a Wednesday, or on the Thursday behind a holiday. */
const RECENT = tuesday(8);
const OLD = tuesday(60);

const SESSIONS = [
  "Prestation;Nature;Session;Début;Fin;Lieu;Formateur;Entreprise;Financeur;Effectif",
  ...["03-15;03-16", "06-14;06-16", "10-04;10-05"].map(
    (days, run) => `Excel avancé;formation;Excel, groupe ${run + 1};${of(days)};Lyon;Marc Roux;Durand SA;OPCO Atlas;8`,
  ),
  ...["01-11;03-26", "09-06;11-26"].map(
    (days, run) => `Bilan de carrière;bilan;Bilan, groupe ${run + 1};${of(days)};Lyon;Nadia Lopez;;;3`,
  ),
  ...["02-01;06-25", "08-30;12-17"].map(
    (days, run) => `VAE cuisine;vae;VAE, groupe ${run + 1};${of(days)};Lyon;Nadia Lopez;;OPCO Atlas;4`,
  ),
  `CAP cuisine;apprentissage;CAP, première année;${YEAR}-01-04;${YEAR}-12-17;Lyon;Jean Petit;Bistrot du Rhône;OPCO Atlas;12`,
  `Excel avancé;formation;Excel, groupe ancien;${OLD};${OLD};Lyon;Marc Roux;Durand SA;;8`,
  `VAE cuisine;vae;VAE, groupe récent;${RECENT};${RECENT};Lyon;Nadia Lopez;;;4`,
].join("\n");

test("a year is set up in minutes, and what was asked of whom can be shown", async ({ page }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    const hand = new Hand(page);
    await setUp(hand, server.url);
    await importSessions(hand);
    const surveys = await setUpYear(hand);
    const told = `${surveys} surveys of ${YEAR} set up: ${hand.interactions} interactions, ${hand.seconds.toFixed(0)} s at a machine's pace`;
    console.log(told);
    expect(hand.interactions, told).toBeLessThanOrEqual(INTERACTIONS_MAX);

    await takeBack(hand, surveys);
    await moveOne(hand);
    await callOneOff(hand);
    await showWhatWasAsked(hand);
    await actFromAMeeting(hand);
  } finally {
    await server.remove();
  }
});

async function importSessions(hand: Hand): Promise<void> {
  await hand.follow("Importer un tableau");
  await hand.give("Choisir un fichier", { name: "sessions.csv", mimeType: "text/csv", buffer: Buffer.from(SESSIONS) });
  await hand.press("Vérifier les lignes");
  await expect(hand.page.getByText("10 lignes prêtes à importer.")).toBeVisible();
  await hand.press("Importer 10 lignes");
  await expect(hand.page.getByText("10 lignes importées.")).toBeVisible();
}

/** From the import's last step to every survey of the year in place; resolves with how many there are. */
async function setUpYear(hand: Hand): Promise<number> {
  const { page, dialog } = hand;
  await hand.follow("Mettre en place leurs enquêtes");
  await hand.choose("Année", String(YEAR));
  const all = page.getByRole("button", { name: /^Mettre en place les \d+ enquêtes de / });
  const surveys = Number(/\d+/.exec(await all.innerText()));
  await expect(lines(page, "À mettre en place")).toHaveCount(surveys);
  // What each service asks of its own comes without being asked for.
  for (const [survey, session] of [
    ["À chaud, entreprises", "Excel, groupe 1"],
    ["À froid, bénéficiaires", "Bilan, groupe 1"],
    ["À mi-parcours, bénéficiaires", "VAE, groupe 1"],
    ["Trimestrielle, maîtres d’apprentissage", "CAP, première année"],
  ]) {
    await expect(line(page, survey, session).first(), `${survey}, ${session}`).toBeVisible();
  }
  await expect(line(page, /, (entreprises|financeurs)/, "Bilan"), "a bilan asks nobody else").toHaveCount(0);

  await hand.click(all);
  const counts = await dialog.getByRole("row").getByRole("cell").allInnerTexts();
  expect(counts.map(Number).reduce((sum, count) => sum + count), "what the dialog counts").toBe(surveys);
  await hand.press(`Mettre en place ${surveys} enquêtes`, dialog);
  await expect(page.getByText(`${surveys} enquêtes mises en place.`)).toBeVisible();
  await expect(lines(page, "Prévue")).toHaveCount(surveys);
  return surveys;
}

/** Taken back in one click, and done again. */
async function takeBack(hand: Hand, surveys: number): Promise<void> {
  const { page, dialog } = hand;
  await hand.press("Annuler", page.getByRole("status"));
  await expect(lines(page, "Annulée")).toHaveCount(surveys);
  await hand.press(`Remettre en place les ${surveys} enquêtes annulées de ${YEAR}`);
  await hand.press(`Mettre en place ${surveys} enquêtes`, dialog);
  await expect(lines(page, "Prévue")).toHaveCount(surveys);
  await expect(lines(page, "Annulée")).toHaveCount(0);
}

/** The reminders move along, and the survey's page says what was changed from what. */
async function moveOne(hand: Hand): Promise<void> {
  const { page, dialog } = hand;
  const survey = line(page, "À chaud, bénéficiaires", "Excel, groupe 1");
  await hand.click(survey.getByRole("link", { name: "À chaud, bénéficiaires" }));
  await hand.press(/^Changer les dates/, page.getByRole("main"));
  await hand.fill("Ouvre le", `${YEAR}-03-22`);
  await hand.fill("Dernier jour par lien", `${YEAR}-03-12`);
  await hand.press("Changer les dates", dialog);
  await expect(dialog.getByRole("alert"), "an end before the beginning").toContainText("Dernier jour par lien");
  await hand.fill("Dernier jour par lien", `${YEAR}-04-12`);
  await hand.press("Changer les dates", dialog);
  await expect(page.getByText("Dates changées.")).toBeVisible();
  const history = page.getByRole("list").filter({ hasText: "Fiche créée" });
  await expect(history.getByRole("listitem").filter({ hasText: "Ouvre le" })).toContainText(/16.*22/);
  const reminders = history.getByRole("listitem").filter({ hasText: "Relances" });
  await expect(reminders.locator("ins")).not.toHaveText(await reminders.locator("del").innerText());
  await page.goBack();
}

async function callOneOff(hand: Hand): Promise<void> {
  const { page, dialog } = hand;
  const survey = line(page, "À chaud, entreprises", "Excel, groupe 2");
  await hand.click(survey.getByRole("link", { name: "À chaud, entreprises" }));
  await hand.press(/^Annuler l’enquête/, page.getByRole("main"));
  await hand.press("Annuler l’enquête", dialog);
  await expect(dialog.getByRole("alert"), "without a reason").toContainText("Raison");
  await hand.fill("Raison", "L’entreprise répond en réunion");
  await hand.press("Annuler l’enquête", dialog);
  await expect(page.getByText("Raison : L’entreprise répond en réunion")).toBeVisible();
  const history = page.getByRole("list").filter({ hasText: "Fiche créée" });
  await expect(history.getByRole("listitem").filter({ hasText: "Annulée" })).toContainText("L’entreprise répond en réunion");
}

/** Late, to do, then done once somebody was asked; each with what proves it. */
async function showWhatWasAsked(hand: Hand): Promise<void> {
  const { page, dialog } = hand;
  await board(hand, OLD);
  await expect(cell(page, "Entreprises, Formation, En retard, 0 sur 1 faite")).toBeVisible();
  const paper = printed(await page.pdf({ preferCSSPageSize: true }));
  expect(paper.text, "on paper too").toContain(squeezed("En retard 0 sur 1 faite"));
  await board(hand, RECENT);
  await hand.click(cell(page, "Équipe pédagogique, VAE, À faire, 0 sur 1 faite"));
  await expect(dialog.getByText("pas encore mise en place")).toBeVisible();
  await hand.follow("Voir le calendrier");
  await hand.choose("Année", String(yearOf(RECENT)));
  // Months that are over are folded, but not for whoever looks for something.
  await hand.fill("Chercher une enquête", "VAE, groupe récent");
  const survey = line(page, "À chaud, équipe pédagogique", "VAE, groupe récent");
  await hand.press("À chaud, équipe pédagogique", survey);
  await hand.press(/^Mettre en place/, dialog);
  await hand.click(survey.getByRole("link", { name: "À chaud, équipe pédagogique" }));
  await hand.press("Noter une sollicitation");
  await hand.choose("Par quel moyen ?", "Téléphone");
  await hand.fill("Personnes sollicitées", "2");
  await hand.press("Enregistrer", dialog);
  await board(hand, RECENT);
  await hand.click(cell(page, "Équipe pédagogique, VAE, Fait, sans réponse, 1 sur 1 faite"));
  await expect(dialog.getByText("1 sollicitation, 0 réponse")).toBeVisible();
  await hand.press("Fermer", dialog);
}

/** A meeting does instead of the survey that nobody sent; two clicks from its words to an action that carries them. */
async function actFromAMeeting(hand: Hand): Promise<void> {
  const { page, dialog } = hand;
  await hand.follow("Retours");
  await hand.press("Noter un retour");
  await hand.choose("Sous quelle forme ?", "Réunion");
  await hand.fill("Entreprise, financeur ou donneur d’ordres (facultatif)", "Durand SA");
  await hand.fill("Ce qui a été dit", MEETING);
  await hand.choose("Session (facultatif)", "Excel, groupe ancien");
  await hand.press("Enregistrer", dialog);
  await expect(page.getByRole("heading", { level: 1, name: "Réunion, Durand SA" })).toBeVisible();

  await select(page.locator("blockquote").filter({ hasText: MEETING }), PASSAGE);
  await hand.press("Créer une action");
  await expect(dialog.getByText(PASSAGE)).toBeVisible();
  await expect(dialog.getByText(MEETING), "the passage only").toHaveCount(0);
  await hand.fill("Ce qui va changer", "Envoyer le programme une semaine avant");
  await hand.press("Créer l’action", dialog);
  await hand.follow("Envoyer le programme une semaine avant");
  await expect(page.getByRole("heading", { level: 1, name: "Envoyer le programme" })).toBeVisible();
  await expect(page.getByText(PASSAGE)).toBeVisible();

  await board(hand, OLD);
  await hand.click(cell(page, "Entreprises, Formation, Fait, 1 sur 1 faite"));
  await expect(dialog.getByRole("link", { name: "Réunion, Durand SA" }).first()).toBeVisible();
}

async function board(hand: Hand, day: string): Promise<void> {
  await hand.follow("Recueil");
  await hand.follow("Couverture");
  await hand.choose("Année", String(yearOf(day)));
}

function cell(page: Page, about: string): Locator {
  return page.getByRole("button", { name: new RegExp(`: ${about}$`) });
}

/** The surveys of the calendar in some state. */
function lines(page: Page, state: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("cell", { name: state, exact: true }) });
}

function line(page: Page, survey: string | RegExp, session: string): Locator {
  const named = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: survey }) });
  return named.filter({ has: page.getByRole("cell", { name: session }) });
}

/** Marks words as a mouse does. */
async function select(place: Locator, words: string): Promise<void> {
  await place.evaluate((element, words) => {
    const text = element.firstChild ?? element;
    const start = (text.textContent ?? "").indexOf(words);
    getSelection()?.setBaseAndExtent(text, start, text, start + words.length);
  }, words);
}

/** First and last day in the year. */
function of(days: string): string {
  return days.split(";").map((day) => `${YEAR}-${day}`).join(";");
}

/** The last Tuesday whose next day is at least so many days ago, as the log writes days. */
function tuesday(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() - days - 1);
  while (day.getDay() !== 2) day.setDate(day.getDate() - 1);
  return day.toLocaleDateString("sv-SE");
}

/** The year in which the surveys of the days after it open. */
function yearOf(ended: string): number {
  const day = new Date(`${ended}T12:00`);
  day.setDate(day.getDate() + 1);
  return day.getFullYear();
}
