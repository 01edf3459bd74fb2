// Not yet proven, so not run by `cargo xtask test`: it moves to `tests/` once it passes.
// axe finds nothing on any page: pages are read from the list that browser and server share, so none is forgotten; both
// languages, both themes, laptop and phone.
import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

const patterns = pagesOf(readFileSync(new URL("../../crates/api/src/paths.rs", import.meta.url), "utf8"));
/** Pages that show something else to a person who is signed in. */
const before = ["/app/setup", "/app/sign-in", "/app/invitation"];
const unknown = "/app/nowhere";

let server: Server;
let team: Team;
let ids: Record<string, string>;

test.beforeAll(async () => {
  server = await Server.start();
  team = await Team.setUp(server.url);
  const campaign = await team.campaign("Excel avancé, Lyon", 8);
  ids = {
    "/app/sessions/:id": campaign.session,
    "/app/campaigns/:id": campaign.id,
    "/app/plan/:id": await team.action("Raccourcir le module 3"),
  };
});

test.afterAll(() => server?.remove());

for (const lang of ["fr", "en"]) {
  for (const theme of ["light", "dark"] as const) {
    test(`every page of the workspace, ${lang}, ${theme}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const context = await browser.newContext({ locale: lang === "fr" ? "fr-FR" : "en-GB", colorScheme: theme });
      const page = await context.newPage();
      for (const path of before) await audit(page, path, lang);
      await context.addCookies(await team.cookies());
      for (const pattern of [...patterns.filter((pattern) => !before.includes(pattern)), unknown]) {
        await audit(page, concrete(pattern), lang);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      for (const pattern of patterns.filter((pattern) => !before.includes(pattern))) {
        await audit(page, concrete(pattern), lang);
      }
      await context.close();
    });
  }
}

/** Opens a page, waits until its heading is there in the right language, and runs axe. */
async function audit(page: Page, path: string, lang: string): Promise<void> {
  await page.goto(server.url + path);
  await expect(page.locator("html"), path).toHaveAttribute("lang", lang);
  await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

function concrete(pattern: string): string {
  const known = Object.keys(ids).find((prefix) => pattern.startsWith(prefix));
  return known ? pattern.replace(":id", ids[known]) : pattern;
}

function pagesOf(source: string): string[] {
  const list = /WORKSPACE_PAGES: &\[&str\] = &\[([^\]]+)\]/.exec(source);
  if (!list) throw new Error("the list of pages was not found");
  return [...list[1].matchAll(/"([^"]+)"/g)].map((match) => match[1]);
}
