// The editor of questionnaires, as whoever writes one sees it: the page, one sheet over it, the preview.
import { type Locator, type Page, expect } from "@playwright/test";

export interface Completeness {
  french: number;
  english: number;
  easy: number;
  of: number;
}

export class Editor {
  constructor(readonly page: Page) {}

  /** The sheet or dialog that is open. */
  get sheet(): Locator {
    return this.page.getByRole("dialog");
  }

  /** A tool of the head of the page, which a toast may share its word with. */
  tool(name: string): Locator {
    return this.page.locator(".page-head").getByRole("button", { name, exact: true });
  }

  /** A question of the outline, by its words. */
  question(words: string): Locator {
    return this.page.locator("#outline").getByRole("button", { name: new RegExp(`^\\d+\\. ${words}`) });
  }

  get questions(): Locator {
    return this.page.locator("#outline").getByRole("button", { name: /^\d+\. / });
  }

  async completeness(): Promise<Completeness> {
    const told = await this.page.getByText(/^Français\s: \d+ sur \d+\. Anglais/).innerText();
    const [french, of, english, , easy] = [...told.matchAll(/\d+/g)].map(Number);
    return { french, english, easy, of };
  }

  async openQuestion(words: string): Promise<void> {
    await this.question(words).click();
    await expect(this.field("Question en français")).toHaveValue(words);
  }

  /** A new question behind the last of a section. */
  async add(section: string, kind: string, words: string): Promise<void> {
    await this.page.getByRole("button", { name: `Ajouter une question : ${section}` }).click();
    await this.field("Type de réponse").selectOption({ label: kind });
    await this.field("Question en français").fill(words);
  }

  /** Words for the options that there are, in their order. */
  async options(words: string[]): Promise<void> {
    const fields = this.field("En français");
    for (const [index, text] of words.entries()) {
      if ((await fields.count()) <= index) await this.sheet.getByRole("button", { name: "Ajouter une réponse" }).click();
      await fields.nth(index).fill(text);
    }
  }

  field(label: string): Locator {
    return this.sheet.getByLabel(label, { exact: true });
  }

  /** Closes the sheet, which keeps what was written. */
  async close(): Promise<void> {
    await this.sheet.getByRole("button", { name: "Fermer" }).click();
    await expect(this.sheet).toHaveCount(0);
    await expect(this.page.getByText("Enregistré sur cet appareil.")).toBeVisible();
  }

  /** The preview, gone through to the question with these words, each on the way passed over. */
  async previewTo(words: string): Promise<void> {
    const asked = this.sheet.getByRole("heading", { level: 2, name: words });
    const place = this.sheet.getByText(/^Question\s\d+ sur \d+$/);
    while (!(await asked.isVisible())) {
      const before = await place.innerText();
      await this.onward();
      await expect(place).not.toHaveText(before);
    }
  }

  async onward(): Promise<void> {
    await this.sheet.getByRole("button", { name: /^(Suivant|Passer)$/ }).click();
  }
}
