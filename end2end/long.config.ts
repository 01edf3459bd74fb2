// What takes too long for each change: `long/`, and the tests in `tests/` that go on as long as they are told.
import { defineConfig } from "@playwright/test";
import base from "./playwright.config";

process.env.BOUCLE_KILLS ??= "200";
process.env.BOUCLE_ANSWERS ??= "50";

export default defineConfig({ ...base, testDir: ".", testMatch: ["long/*.spec.ts", "tests/killed_*.spec.ts"], use: { ...base.use, trace: "off" } });
