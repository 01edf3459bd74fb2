// A questionnaire of one's own: written from a template, tried, published, asked on phones, read; its next version, which
// stays comparable; and a draft whose browser dies.
import { type Browser, type BrowserContext, type Page, devices, expect, test } from "@playwright/test";
import { audit } from "../fixtures/axe";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Editor } from "../pages/editor";

const TITLE = "Votre avis à chaud (copie)";
const NPS = /recommanderiez/i;
const OVERALL = /donné satisfaction/;
const SECTION = "Pour finir";
const WHY = "Pourquoi cette note";
const TOWN = "Votre ville";
const COMMENT = "Trop de théorie le premier jour";
const PEOPLE = 5;
/** Kinds whose sheets have fields or words of their own. */
const DRAWN_APART = /^(Un seul choix|Nombre entier|Nombre à virgule|Phrase à lire|Calcul|Photo)/;

test("a questionnaire of one's own, from a template to the results of two versions", async ({ browser }) => {
  test.setTimeout(400_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    await team.campaign("Excel, groupe 1", PEOPLE);
    await team.campaign("Excel, groupe 2", PEOPLE);
    const page = await desk(await browser.newContext({ locale: "fr-FR" }), team);
    const editor = new Editor(page);

    await page.goto(`${server.url}/app/questionnaires`);
    await page.getByRole("link", { name: "Votre avis à chaud", exact: true }).first().click();
    await page.getByRole("button", { name: "Dupliquer" }).click();
    await expect(page.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
    await takeBackAndBringAgain(editor);
    await everyKind(editor);
    await conditions(editor);
    await languages(editor);
    await preview(editor);

    await publish(editor);
    const first = await ask(page, "Excel, groupe 1");
    for (let person = 0; person < PEOPLE; person++) await answer(browser, first.link, person === 0);
    await results(page, server.url, first.campaign);

    await nextVersion(editor, server.url);
    const second = await ask(page, "Excel, groupe 2");
    for (let person = 0; person < PEOPLE; person++) await answer(browser, second.link, false);
    await page.goto(`${server.url}/app/results`);
    for (const session of ["Excel, groupe 1", "Excel, groupe 2"]) {
      // Nobody was asked the template: the satisfaction of both rows is counted under one key.
      const row = page.getByRole("row").filter({ hasText: session }).filter({ hasText: `n = ${PEOPLE}` });
      await expect(row.first(), session).toBeVisible({ timeout: 60_000 });
    }
  } finally {
    await server.remove();
  }
});

test("a draft is there again after its browser was killed", async () => {
  test.setTimeout(180_000);
  const server = await Server.start();
  const profile = new Profile();
  try {
    const team = await Team.setUp(server.url);
    const draft = `${server.url}/app/questionnaires/drafts/${await team.draft("Enquête de l’atelier")}`;
    const cookies = await team.cookies();
    const begun = new Editor(await profile.open({ prepare: (context) => context.addCookies(cookies) }));
    await begun.page.goto(draft);
    await begun.question("Êtes-vous satisfait").click();
    await begun.field("Question en français").fill("Êtes-vous satisfait de l’atelier de mardi ?");
    // The draft's copy in local storage, not what the browser itself remembers of fields; on disk some seconds later.
    await expect.poll(() => profile.filesHolding('atelier de mardi ?","en"'), { timeout: 60_000 }).not.toEqual([]);
    await profile.kill();

    const again = new Editor(await profile.open({ prepare: (context) => context.addCookies(cookies) }));
    await again.page.goto(draft);
    await expect(again.page.getByText("Gardé sur cet appareil, pas encore enregistré.")).toBeVisible();
    await expect(again.question("Êtes-vous satisfait de l’atelier de mardi")).toBeVisible();
    await again.tool("Enregistrer").click();
    await expect(again.page.getByText("Enregistré sur cet appareil.")).toBeVisible();
  } finally {
    await profile.remove();
    await server.remove();
  }
});

async function desk(context: BrowserContext, team: Team): Promise<Page> {
  await context.addCookies(await team.cookies());
  return context.newPage();
}

/** By button and by keys. */
async function takeBackAndBringAgain(editor: Editor): Promise<void> {
  const { page, questions } = editor;
  const all = await questions.count();
  await page.locator("#outline").getByRole("button", { name: /^Supprimer/ }).first().click();
  await expect(questions).toHaveCount(all - 1);
  await editor.tool("Annuler").click();
  await expect(questions).toHaveCount(all);
  await page.keyboard.press("Control+y");
  await expect(questions).toHaveCount(all - 1);
  await page.keyboard.press("Control+z");
  await expect(questions).toHaveCount(all);
  await expect(editor.tool("Rétablir")).toBeEnabled();
}

/** A section with one question of each kind that can be asked. */
async function everyKind(editor: Editor): Promise<void> {
  const { page, sheet } = editor;
  await page.getByRole("button", { name: "Ajouter une section" }).click();
  await editor.field("Titre en français").fill(SECTION);
  await editor.close();
  await emptySection(editor);
  await editor.add(SECTION, "Texte libre", WHY);
  const kinds = await editor.field("Type de réponse").getByRole("option").allInnerTexts();
  expect(kinds.length).toBeGreaterThanOrEqual(16);
  await editor.close();
  for (const kind of kinds) {
    await editor.add(SECTION, kind, `Essai : ${kind}`);
    if ((await editor.field("En français").count()) > 0) await editor.options(["Nord", "Sud", "Est"]);
    if (kind.startsWith("Calcul")) await editor.field("Calcul").fill("nps * 10");
    await expect(sheet.getByText("Ce que la personne verra")).toBeVisible();
    const calculated = kind.startsWith("Calcul");
    await expect(sheet.locator(".preview")).toHaveCount(calculated ? 0 : 1);
    if (calculated) await expect(sheet.getByText("un calcul n’est jamais montré")).toBeVisible();
    if (DRAWN_APART.test(kind)) await audit(page, kind, "fr");
    await editor.close();
  }
  for (const kind of kinds) await expect(editor.question(`Essai : ${kind}`)).toBeVisible();
}

/** Nobody publishes a section by mistake: it is said beside it, and before publishing, with the way to mend it. */
async function emptySection(editor: Editor): Promise<void> {
  const { page, sheet } = editor;
  await expect(page.locator("#outline").getByText("Cette section n’a pas de question")).toBeVisible();
  await editor.tool("Publier").click();
  await expect(sheet.getByRole("button", { name: "Publier cette version" })).toHaveCount(0);
  await sheet.getByRole("button", { name: new RegExp(`${SECTION}.*n’a pas de question`) }).click();
  await expect(page.getByRole("button", { name: `Ajouter une question : ${SECTION}` })).toBeFocused();
}

/** What is wrong with a condition is said where it is typed, in a sentence that names it. */
async function conditions(editor: Editor): Promise<void> {
  const { sheet } = editor;
  await editor.openQuestion(WHY);
  const relevant = editor.field("Posée seulement si");
  await relevant.fill("nps <= 'six'");
  await expect(sheet.getByText("Il faut un nombre ici, pas un texte.")).toBeVisible();
  await expect(sheet.locator("mark")).toHaveText("'six'");
  await relevant.fill("note <= 6");
  await expect(sheet.getByText("Aucune question n’a la clé « note ».")).toBeVisible();
  await sheet.getByText("Écrire une condition").click();
  await expect(sheet.getByText("Vrai quand cette réponse proposée est choisie.")).toBeVisible();
  await audit(editor.page, "help for conditions", "fr");
  await sheet.getByText("Écrire une condition").click();
  await relevant.fill("nps <= 6");
  await expect(relevant).not.toHaveAttribute("aria-invalid", "true");
  await expect(sheet.locator("mark")).toHaveCount(0);
  await editor.close();

  // Options that hang on an answer: a region leaves the towns that lie in it.
  await editor.add(SECTION, "Un seul choix", "Votre région");
  await editor.options(["Ouest", "Est"]);
  await editor.field("Clé").last().fill("region");
  await editor.close();
  await editor.add(SECTION, "Un seul choix", TOWN);
  await editor.options(["Brest", "Nantes", "Metz"]);
  for (const [index, region] of ["ouest", "ouest", "est"].entries()) {
    await sheet.getByText("Clé, mots simples et filtre").nth(index).click();
    await editor.field("Colonnes pour le filtre").nth(index).fill(`region=${region}`);
  }
  await editor.field("Une réponse est proposée seulement si").fill("option.region = region");
  await expect(sheet.locator(".field.invalid")).toHaveCount(0);
  await editor.close();
}

async function languages(editor: Editor): Promise<void> {
  const before = await editor.completeness();
  expect(before.french).toBe(before.of);
  expect(before.english, "what was added has no English yet").toBeLessThan(before.of);
  await editor.openQuestion(WHY);
  await editor.field("Question en anglais").fill("Why this score?");
  await editor.sheet.getByText("Mots simples (FALC)").click();
  await editor.field("Question en mots simples, en français").fill("Dites pourquoi.");
  await editor.field("Question en mots simples, en anglais").fill("Say why.");
  await editor.close();
  const after = await editor.completeness();
  expect(after).toEqual({ ...before, english: before.english + 1, easy: before.easy + 1 });
}

/** The respondent's own screens, at two sizes: a score brings a question or leaves it out, a region its towns. */
async function preview(editor: Editor): Promise<void> {
  const { sheet } = editor;
  await editor.tool("Aperçu").click();
  const frame = sheet.locator(".preview");
  const width = async () => (await frame.boundingBox())?.width ?? 0;
  expect(await width()).toBeLessThanOrEqual(430);
  await editor.previewTo("recommanderiez");
  const all = async () => Number(/sur (\d+)/.exec(await sheet.getByText(/^Question\s\d+ sur \d+$/).innerText())?.[1]);
  const rate = (score: string) => sheet.getByRole("radio", { name: score, exact: true }).check({ force: true });
  await rate("9");
  const without = await all();
  await rate("3");
  await expect.poll(all).toBe(without + 1);
  const phone = await width();
  await sheet.getByText("Tablette", { exact: true }).click();
  await expect(sheet.getByRole("heading", { level: 2, name: NPS }), "the same question").toBeVisible();
  await expect(sheet.getByRole("radio", { name: "3", exact: true })).toBeChecked();
  expect(await width()).toBeGreaterThan(phone);
  await editor.previewTo(WHY);
  await editor.previewTo("Votre région");
  await sheet.getByText("Est", { exact: true }).click();
  await editor.onward();
  await expect(sheet.getByRole("heading", { level: 2, name: TOWN })).toBeVisible();
  await expect(frame.getByRole("radio")).toHaveCount(1);
  await sheet.getByRole("button", { name: "Fermer" }).click();
}

async function publish(editor: Editor): Promise<void> {
  const { page, sheet } = editor;
  await editor.tool("Publier").click();
  await expect(sheet.getByText("Rien à corriger.")).toBeVisible();
  await expect(sheet.getByText("L’anglais n’est pas complet")).toBeVisible();
  await sheet.getByRole("button", { name: "Publier cette version" }).click();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
}

/** Puts the published questionnaire to a session; resolves with the link that people get. */
async function ask(page: Page, session: string): Promise<{ link: string; campaign: string }> {
  await page.getByRole("button", { name: "Utiliser" }).click();
  await page.getByRole("dialog").getByRole("link", { name: session }).click();
  const sheet = page.getByRole("dialog", { name: "Ouvrir une enquête" });
  await expect(sheet.getByLabel("Questionnaire").locator("option:checked")).toHaveText(TITLE);
  await sheet.getByRole("button", { name: "Ouvrir l’enquête" }).click();
  // It asks to sign, which tells who answered.
  await expect(sheet.getByRole("link", { name: /^Confidentialité.*Une signature dit qui a répondu/ })).toBeVisible();
  await sheet.getByRole("radio", { name: /^Confidentiel/ }).check();
  await sheet.getByRole("button", { name: "Ouvrir l’enquête" }).click();
  await expect(page.getByRole("img", { name: "QR code de l’enquête" })).toBeVisible();
  await expect(page.getByText("n’est pas encore arrivée au serveur")).toHaveCount(0);
  const campaign = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return { link: await page.getByLabel("Lien à envoyer").inputValue(), campaign };
}

/** One person on a phone, through every question; an unhappy one is asked why. */
async function answer(browser: Browser, link: string, unhappy: boolean): Promise<void> {
  const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
  const context = await browser.newContext({ ...phone, locale: "fr-FR", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Commencer" }).click();
  await expect(page.locator("progress")).toBeVisible();
  const heading = page.getByRole("heading", { level: 1 });
  const asked: string[] = [];
  for (let words = await heading.innerText(); !words.startsWith("Merci"); words = await heading.innerText()) {
    asked.push(words);
    if (NPS.test(words)) await page.getByRole("radio").nth(unhappy ? 3 : 9).check({ force: true });
    if (OVERALL.test(words)) await page.getByRole("radio").first().check({ force: true });
    if (words === WHY) await page.getByRole("textbox").fill(COMMENT);
    if (words.includes("région")) await page.getByRole("radio").first().check({ force: true });
    if (words === TOWN) await expect(page.getByRole("radio")).toHaveCount(2);
    await page.getByRole("button", { name: /^(Suivant|Passer|Terminer)$/ }).click();
    await expect(heading).not.toHaveText(words);
  }
  await expect(page.getByText("Reçu par le serveur")).toBeVisible();
  expect(asked.includes(WHY), "asked of the unhappy only").toBe(unhappy);
  await context.close();
}

async function results(page: Page, url: string, campaign: string): Promise<void> {
  await page.goto(`${url}/app/campaigns/${campaign}/results`);
  await expect(page.getByText(COMMENT)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Votre région" })).toBeVisible();
  await expect(page.getByText(`${PEOPLE} réponses pour ${PEOPLE} personnes présentes`)).toBeVisible();
}

/** Other words may change; an option that answers hang on may not go. */
async function nextVersion(editor: Editor, url: string): Promise<void> {
  const { page, sheet } = editor;
  await page.goto(`${url}/app/questionnaires`);
  await page.getByRole("link", { name: TITLE }).click();
  await page.getByRole("button", { name: "Nouvelle version" }).click();
  await expect(page.getByText("Ce brouillon continue une version publiée")).toBeVisible();
  await editor.openQuestion("Votre région");
  await expect(editor.field("Type de réponse")).toBeDisabled();
  await sheet.getByRole("button", { name: "Supprimer : Réponse 2" }).click();
  await expect(sheet.getByText("Une réponse proposée dans une version publiée manque ici")).toBeVisible();
  await editor.close();
  await editor.tool("Publier").click();
  await expect(sheet.getByText("À corriger avant de publier")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Publier cette version" })).toHaveCount(0);
  await sheet.getByRole("button", { name: /Votre région/ }).click();
  await editor.close();
  await editor.tool("Annuler").click();
  await editor.openQuestion("Votre région");
  await editor.field("Question en français").fill("Dans quelle région travaillez-vous ?");
  await expect(sheet.getByRole("paragraph").filter({ hasText: /^Clé region$/ }), "the key stays").toBeVisible();
  await editor.close();
  await publish(editor);
  await expect(page.getByRole("link", { name: "Version 2" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Version 1" })).toBeVisible();
}
