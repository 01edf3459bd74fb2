// A class answers on a tablet with no network, and the tablet dies in the middle of it.
import { expect, test } from "@playwright/test";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon";
const ANSWERS = 5;

test("five answers without a network, the browser killed in each, all received once", async ({ browser }) => {
  test.setTimeout(240_000);
  const [server, profile] = [await Server.start(), new Profile()];
  const phrases = Array.from({ length: ANSWERS }, (_, index) => `phrase secrète numéro ${index}, ${Date.now()}`);
  try {
    const team = await Team.setUp(server.url);
    const campaign = await team.campaign(SESSION, 6);
    await new Tablet(await profile.open(), server.url).enrol(await team.enrolCode("Tablette 1"));

    // No network at all from here, and a browser that starts cold each time.
    await server.kill();
    await profile.kill();

    let tablet = new Tablet(await profile.open(), server.url);
    await tablet.open();
    await tablet.handOver(SESSION);
    for (const phrase of phrases) {
      await tablet.begin();
      await tablet.answer(1, 6);
      await tablet.at(7);
      await tablet.pick(0);
      await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
      await profile.kill();

      tablet = new Tablet(await profile.open(), server.url);
      await tablet.open();
      await expect(tablet.resumeAt(7)).toBeVisible();
      await expect(tablet.button("Nouvelle personne")).toBeVisible();
      await expect(tablet.answers()).toHaveCount(0);
      await tablet.resumeAt(7).click();
      await tablet.at(7);
      await tablet.next();
      await tablet.answer(8, 10);
      await tablet.at(11);
      await tablet.write(phrase);
      await tablet.next();
      await tablet.at(12);
      await tablet.finish();
      await expect(tablet.text("Enregistré sur cette tablette")).toBeVisible();
      await tablet.button("Personne suivante").click();
    }
    await profile.kill();
    // The search can find what is there: the session's name is cached in plain words.
    expect(profile.filesHolding(SESSION)).not.toEqual([]);
    for (const phrase of phrases) expect(profile.filesHolding(phrase)).toEqual([]);

    await server.up();
    tablet = new Tablet(await profile.open(), server.url);
    await tablet.open();
    await expect
      .poll(async () => (await team.rollups()).campaigns.find((row) => row.campaign === campaign.id)?.counts.received)
      .toBe(ANSWERS);

    // Each once: the log holds five answers, and each phrase in exactly one.
    const bodies = (await team.pull("answers")).ops.map((op) => Buffer.from(op.body, "base64url").toString());
    expect(bodies).toHaveLength(ANSWERS);
    for (const phrase of phrases) expect(bodies.filter((body) => body.includes(phrase))).toHaveLength(1);

    const context = await browser.newContext({ locale: "fr-FR" });
    await context.addCookies(await team.cookies());
    const results = await context.newPage();
    await results.goto(`${server.url}/app/campaigns/${campaign.id}/results`);
    for (const phrase of phrases) await expect(results.getByText(phrase)).toBeVisible();
    await context.close();
  } finally {
    await profile.remove();
    await server.remove();
  }
});
