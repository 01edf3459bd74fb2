// Cold and warm start of the respondent's page, from opening the link to the first question that can be answered.
// Cold: empty profile, throttled processor and network. Warm: second start from the service worker, server gone.
import { type Page, chromium, test } from "@playwright/test";
import { executable, flags } from "../fixtures/chromium";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { report } from "./report";

const RUNS = 7;

interface Throttle {
  name: string;
  cpu: number;
  /** Bits a second and milliseconds. */
  network?: { down: number; delay: number };
}

const COLD: Throttle[] = [
  { name: "cold, CPU 4x, 9 Mbit/s, 100 ms", cpu: 4, network: { down: 9e6, delay: 100 } },
  { name: "cold, CPU 6x, 1.6 Mbit/s, 150 ms", cpu: 6, network: { down: 1.6e6, delay: 150 } },
];
const WARM: Throttle = { name: "warm, network off, CPU 4x", cpu: 4 };

test("start of the respondent's page", async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const { link } = await team.campaign("Banc", 12);
    const address = `${server.url}/r/#c=${link}`;
    for (const throttle of COLD) {
      report(throttle.name, await repeat(() => inFreshBrowser((page) => timed(page, address, throttle))));
    }
    report(WARM.name, await inFreshBrowser(async (page) => {
      await timed(page, address, { name: "", cpu: 1 });
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await server.kill();
      return repeat(async () => {
        await forget(page);
        return timed(page, address, WARM);
      });
    }));
  } finally {
    await server.remove();
  }
});

async function repeat(once: () => Promise<number>): Promise<number[]> {
  const times = [];
  for (let run = 0; run < RUNS; run++) times.push(await once());
  return times;
}

async function inFreshBrowser<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: executable, args: flags });
  try {
    return await use(await browser.newPage({ viewport: { width: 800, height: 1280 }, locale: "fr-FR" }));
  } finally {
    await browser.close();
  }
}

/** Milliseconds from opening `address` to the first question on screen. */
async function timed(page: Page, address: string, throttle: Throttle): Promise<number> {
  await page.goto("about:blank");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: throttle.cpu });
  if (throttle.network) {
    const bytes = throttle.network.down / 8;
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: throttle.network.delay,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    });
  }
  const started = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Commencer" }).click();
  await page.getByRole("radio").first().waitFor();
  const took = performance.now() - started;
  await devtools.detach();
  return took;
}

/** Drops the answer that the run before has begun: a start would offer to resume it. */
async function forget(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole("button", { name: "Nouvelle personne" }).click();
  await page.getByRole("button", { name: "Commencer" }).waitFor();
}
