// What the server acknowledged survives `kill -9`.
import { expect, test } from "@playwright/test";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";

test("an acknowledged push survives SIGKILL of the server", async () => {
  const server = await Server.start();
  try {
    const team = await Team.setUp(server.url);
    const action = await team.action("Raccourcir le module 3");
    await server.kill();
    await server.up();
    const page = await team.pull("team");
    expect(page.ops.map((op) => op.entity.id)).toContain(action);
  } finally {
    await server.remove();
  }
});
