// The page where sheets are typed in, as somebody who has only a keyboard uses it.
import { type Page, expect } from "@playwright/test";

export class Typist {
  /** Keys pressed so far. */
  pressed = 0;

  constructor(readonly page: Page) {}

  /** Opens the page; the first field has the focus. */
  async open(url: string, link: string): Promise<void> {
    await this.page.goto(`${url}/r/#p=${link}`);
    await this.at(1);
  }

  async press(key: string): Promise<void> {
    this.pressed += 1;
    await this.page.keyboard.press(key);
  }

  async type(keys: string): Promise<void> {
    for (const key of keys) {
      this.pressed += 1;
      await this.page.keyboard.type(key);
    }
  }

  /** The field of the question with this number. */
  field(number: number) {
    return this.page.locator(`.one:has(.number:text-is("${number}")) .input`);
  }

  /** Waits until the focus is in the field of this question. */
  async at(number: number): Promise<void> {
    await expect(this.field(number)).toBeFocused();
  }

  /** What is said beside the field. */
  error(number: number) {
    return this.page.locator(`.one:has(.number:text-is("${number}")) .error`);
  }

  keepButton() {
    return this.page.getByRole("button", { name: /^(Enregistrer la feuille|Keep the sheet)/ });
  }

  unanswered() {
    return this.page.locator("#blanks");
  }

  /** Waits until so many sheets of the stack are kept and the next can be typed. */
  async kept(count: number): Promise<void> {
    await expect(this.page.getByText(`Feuille\u00a0${count} enregistrée`)).toBeVisible();
    await this.at(1);
  }
}
