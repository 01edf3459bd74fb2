// The workspace as somebody of the team sees it: by role and words.
import { type Page, expect } from "@playwright/test";
import { type Profile } from "../fixtures/profile";

/** The texts of an action that are edited in place. */
export const FIELDS = ["Ce qui va changer", "Description", "Résultat attendu", "Critère de réussite"];

export class Desk {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens an action's page; the worker keeps it for times without a network. */
  async open(action: string): Promise<void> {
    await this.page.goto(`${this.url}/app/plan/${action}`);
    await expect(this.field(FIELDS[0])).toBeVisible({ timeout: 30_000 });
  }

  /** From here on the workspace opens without a network, also after its browser was killed. */
  async settle(profile: Profile): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // Who is signed in stands in local storage, which reaches the disk some seconds later.
    await expect.poll(() => profile.filesHolding('"confirmed_ms":'), { timeout: 60_000 }).not.toEqual([]);
  }

  field(label: string) {
    return this.page.getByLabel(label);
  }

  /** Types in a field without leaving it. */
  async type(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /** Leaves the field and waits until the screen says that the device, or the server, has what was typed. */
  async keep(label: string): Promise<void> {
    await this.field(label).blur();
    await expect(this.state(label)).toHaveText(/^(Enregistré sur cet appareil|Reçu par le serveur)\.$/);
  }

  async write(label: string, text: string): Promise<void> {
    await this.type(label, text);
    await this.keep(label);
  }

  /** The line under a field that says where its value is. */
  state(label: string) {
    return this.page.locator(".field").filter({ has: this.field(label) }).locator("p[role=status]");
  }

  /** Adds a remark under the record and waits until it stands there. */
  async remark(text: string): Promise<void> {
    await this.page.getByLabel("Nouvelle remarque").fill(text);
    await this.page.getByRole("button", { name: "Ajouter la remarque" }).click();
    await expect(this.page.getByText(text)).toBeVisible();
  }

  /** The browser tells the page that the network is back: it exchanges with the server now. */
  async exchange(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event("online")));
  }

  /** Waits until nothing waits to be sent, and nothing was set aside or needs a decision. */
  async allSent(): Promise<void> {
    await this.page.goto(`${this.url}/app/device`);
    await this.page.getByRole("button", { name: "Échanger maintenant" }).first().click();
    await expect(this.page.getByText("Rien\u00a0: tout est chez le serveur").first()).toBeVisible({ timeout: 60_000 });
  }

  async nothingToVerify(): Promise<void> {
    await this.page.goto(`${this.url}/app/verify`);
    await expect(this.page.getByText("Rien n’attend de décision")).toBeVisible();
  }
}
