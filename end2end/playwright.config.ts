// Playwright drives Debian's Chromium. There is no `webServer` here: each test file starts real server
// processes through a fixture, so that a test can stop, kill and restart them.
import { defineConfig, devices } from "@playwright/test";
import { executable, flags } from "./fixtures/chromium";

// Pages, tests and servers agree on the day, also around midnight.
const TIME_ZONE = "Europe/Paris";
process.env.TZ = TIME_ZONE;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  reporter: "list",
  retries: 0, // a test that sometimes fails is a defect
  workers: 2, // each with its own servers and browser; one alone leaves a core idle
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  use: {
    locale: "fr-FR",
    timezoneId: TIME_ZONE,
    trace: "retain-on-failure",
    launchOptions: { executablePath: executable, args: flags },
  },
  projects: [{ name: "laptop", use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } } }],
});
