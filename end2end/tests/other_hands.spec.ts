// Devices that change hands: a tablet that is enrolled in another organisation, a computer left without a network.
import { expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon";

let server: Server;

test.beforeEach(async () => {
  server = await Server.start();
});

test.afterEach(() => server?.remove());

test("a tablet enrolled elsewhere keeps its answers for the organisation that can open them", async ({ page, context }) => {
  test.setTimeout(120_000);
  const team = await Team.setUp(server.url);
  const campaign = await team.campaign(SESSION, 6);
  const tablet = new Tablet(page, server.url);
  await tablet.enrol(await team.enrolCode("Salle 1"));
  await context.route("**/r/intake/v1/items", (route) => route.abort());
  await tablet.handOver(SESSION);
  await tablet.begin();
  await tablet.answer(1, 10);
  await tablet.at(11);
  await tablet.skip();
  await tablet.at(12);
  await tablet.finish();
  await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
  await context.unrouteAll();

  const example = await Team.signIn(server.url);
  await example.call("create-demo");
  const elsewhere = new Tablet(await context.newPage(), server.url);
  await page.close();
  await elsewhere.enrol(await example.enrolCode("Salle 1"));
  await elsewhere.contact();
  const back = new Tablet(await context.newPage(), server.url);
  await back.enrol(await team.enrolCode("Salle 1, revenue"));
  await expect
    .poll(async () => (await team.rollups()).campaigns.find((row) => row.campaign === campaign.id)?.counts.received, { timeout: 30_000 })
    .toBe(1);
});

test("signed out without a network, nobody gets in by the cookie that stayed", async ({ page, context }) => {
  const team = await Team.setUp(server.url);
  await context.addCookies(await team.cookies());
  await page.goto(`${server.url}/app/settings`);
  const leave = page.getByRole("button", { name: "Se déconnecter", exact: true });
  await expect(leave).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.kill();
  await leave.click();
  await expect(page.getByRole("heading", { level: 1, name: "Le serveur ne répond pas" })).toBeVisible();
  await server.up();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Se connecter" })).toBeVisible();
});
