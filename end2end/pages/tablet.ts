// The respondent's page as a trainer and a class see it: by role and words.
import { type Page, expect } from "@playwright/test";

/** What the tablet shows, told by the button that leads on. */
export type Screen =
  | { name: "trainer" | "session" | "invitation" | "interrupted" | "thanks" }
  | { name: "question"; number: number };

const LEADS_ON: Record<string, Exclude<Screen["name"], "question">> = {
  Ouvrir: "trainer",
  "Passer la tablette": "session",
  Commencer: "invitation",
  "Nouvelle personne": "interrupted",
  "Personne suivante": "thanks",
};

export class Tablet {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens the page by the one-time code and links the tablet. */
  async enrol(code: string): Promise<void> {
    await this.page.goto(`${this.url}/r/#e=${code}`);
    await this.button("Relier la tablette").click();
    await expect(this.heading("Aujourd’hui")).toBeVisible();
    // From here on the page must come from the service worker.
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  open(): Promise<unknown> {
    return this.page.goto(`${this.url}/r/`);
  }

  async handOver(session: string): Promise<void> {
    const row = this.page.getByRole("listitem").filter({ hasText: session });
    await row.getByRole("button", { name: "Ouvrir" }).click();
    await this.page.getByRole("button", { name: "Passer la tablette" }).click();
    await expect(this.button("Commencer")).toBeVisible();
  }

  async begin(): Promise<void> {
    await this.page.getByRole("button", { name: "Commencer" }).click();
    await this.at(1);
  }

  /** Waits until question `number` of 12 is on screen. */
  async at(number: number): Promise<void> {
    await expect(this.page.getByText(`Question\u00a0${number} sur 12`)).toBeVisible();
  }

  /** Picks the `choice`-th answer of the question on screen, the best first. */
  async pick(choice: number): Promise<void> {
    await this.page.getByRole("radio").nth(choice).check({ force: true });
  }

  async skip(): Promise<void> {
    await this.page.getByRole("button", { name: "Passer" }).click();
  }

  /** Waits until the tablet has been through a whole exchange with the server. */
  async contact(): Promise<void> {
    const kit = this.page.waitForResponse((response) => response.url().endsWith("/r/intake/v1/kit"));
    await this.page.reload();
    await kit;
  }

  /** To the next question, answered or not. */
  async onward(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Suivant|Passer)$/ }).click();
  }

  async next(): Promise<void> {
    await this.page.getByRole("button", { name: "Suivant" }).click();
  }

  /** Answers questions `from` to `to` by their first choice and stands at the one after. */
  async answer(from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number++) {
      await this.at(number);
      await this.pick(0);
      await this.next();
    }
  }

  async write(text: string): Promise<void> {
    await this.page.getByRole("textbox").fill(text);
  }

  /** A whole answer with `text` in it, up to the thanks. */
  async respond(text: string): Promise<void> {
    await this.begin();
    await this.upTo(11);
    await this.write(text);
    await this.onward();
    await this.at(12);
    await this.finish();
  }

  /** Answers the first question and passes over the others before `number`. */
  async upTo(number: number): Promise<void> {
    await this.pick(0);
    for (let next = 2; next <= number; next++) {
      await this.onward();
      await this.at(next);
    }
  }

  async finish(): Promise<void> {
    await this.page.getByRole("button", { name: "Terminer" }).click();
    await expect(this.heading("Merci, c’est enregistré.")).toBeVisible();
  }

  /** What is on the screen once it shows something to do. */
  async screen(): Promise<Screen> {
    const onward = this.page.getByRole("button", { name: /^(Ouvrir|Passer la tablette|Commencer|Nouvelle personne|Personne suivante|Suivant|Passer|Terminer)$/ });
    const words = (await onward.first().innerText()).trim();
    const name = LEADS_ON[words];
    if (name) return { name };
    const progress = await this.page.locator("#progress").innerText();
    return { name: "question", number: Number(/\d+/.exec(progress)) };
  }

  /** Leaves the questionnaire by the padlock, as a keyboard does. */
  async leave(): Promise<void> {
    await this.button("Espace formateur").press("Enter");
    await this.button("Quitter").click();
    await expect(this.heading("Aujourd’hui")).toBeVisible();
  }

  resumeAt(number: number) {
    return this.page.getByRole("button", { name: `Reprendre à la question\u00a0${number}` });
  }

  button(name: string) {
    return this.page.getByRole("button", { name });
  }

  answers() {
    return this.page.getByRole("radio");
  }

  text(words: string) {
    return this.page.getByText(words);
  }

  heading(name: string) {
    return this.page.getByRole("heading", { level: 1, name });
  }
}
