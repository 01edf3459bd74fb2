// Somebody edits an action in a workspace whose browser is killed again and again, with the network and without.
import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { Chance } from "../fixtures/chance";
import { Killer, type Moment } from "../fixtures/killer";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { Team } from "../fixtures/team";
import { Wire } from "../fixtures/wire";
import { watch } from "../fixtures/witness";
import { Desk, FIELDS } from "../pages/desk";

type Kill = "typing" | "write" | "send" | "receipt" | "pull" | "start";

const MOMENTS: Record<Kill, Moment> = {
  typing: { weight: 2, passes: 3, within: 200 },
  write: { weight: 5, passes: 3, within: 8 },
  send: { weight: 4, passes: 1, within: 5 },
  receipt: { weight: 4, passes: 2, within: 8 },
  pull: { weight: 3, passes: 1, within: 8 },
  start: { weight: 2, passes: 0, within: 2500 },
};

/** Edits in which any moment must have come; one that never comes would be waited for to the end of days. */
const PATIENCE = 60;

/** Edits the screen called kept, and those it had not when the browser died: these may be there, once. */
interface Edit {
  field: string;
  text: string;
  kept: boolean;
}

export async function edits(size: { edits: number; kills: number }): Promise<void> {
  const chance = new Chance();
  console.log(`seed ${chance.seed}`);
  const server = await Server.start();
  const [wire, profile] = [await Wire.to(server.url), new Profile()];
  try {
    const team = await Team.setUp(server.url);
    const action = await team.action("Raccourcir le module 3");
    const day = new Day(wire, profile, chance, team, action);
    await day.begin();
    const made = await day.spend(size);
    await inTheLogOnce(team, made);
  } finally {
    await profile.remove();
    await wire.remove();
    await server.remove();
  }
}

class Day {
  private readonly made: Edit[] = [];
  private readonly killer: Killer<Kill>;
  private desk!: Desk;

  constructor(
    private readonly wire: Wire,
    private readonly profile: Profile,
    private readonly chance: Chance,
    private readonly team: Team,
    private readonly action: string,
  ) {
    this.killer = new Killer(MOMENTS, chance, () => profile.kill());
    wire.listen(async (leg, path) => {
      if (path === "/app/sync/v1/push") await this.killer.at(leg === "sending" ? "send" : "receipt");
    });
  }

  /** Signed in, and known on this device also without a network. */
  async begin(): Promise<void> {
    await this.open();
    await this.desk.settle(this.profile);
    await this.profile.kill();
  }

  /** Edits until there are enough of edits and kills; resolves with nothing left to send. */
  async spend(size: { edits: number; kills: number }): Promise<Edit[]> {
    await this.start(size.kills);
    let [kills, edits] = [0, 0];
    while (this.made.filter((edit) => edit.kept).length < size.edits || this.killer.total < size.kills) {
      if (this.killer.total > kills) [kills, edits] = [this.killer.total, 0];
      const waited = this.killer.next && ++edits > PATIENCE;
      if (waited) throw new Error(`${PATIENCE} edits, and never "${this.killer.next}": seed ${this.chance.seed}`);
      try {
        await this.edit();
      } catch (error) {
        if (!this.killer.killed) throw error;
        await this.start(size.kills);
      }
    }
    this.killer.disarm();
    this.wire.up();
    await this.desk.allSent();
    await this.desk.nothingToVerify();
    console.log(`kills: ${this.killer.figures()}, total ${this.killer.total}`);
    return this.made;
  }

  private async open(): Promise<void> {
    const cookies = await this.team.cookies();
    const page = await this.profile.open({ prepare: (context) => context.addCookies(cookies) });
    await watch(this.profile.context, page, [], (event) => {
      const stores = event.startsWith("write:") ? event.slice("write:".length).split(",") : [];
      if (stores.includes("outbox")) void this.killer.at(stores.includes("log") ? "pull" : "write");
    });
    this.desk = new Desk(page, this.wire.url);
    await this.desk.open(this.action);
  }

  private async start(kills: number): Promise<void> {
    while (this.killer.total < kills && this.killer.arm() === "start") {
      await Promise.allSettled([this.open(), this.killer.at("start")]);
    }
    if (this.needsNetwork()) this.wire.up();
    try {
      await this.open();
      for (const field of FIELDS) await this.holdToPromise(field);
    } catch (error) {
      if (!this.killer.killed) throw error;
      await this.start(kills);
    }
  }

  /** What was kept last is on the screen again, or what was being kept after it. */
  private async holdToPromise(field: string): Promise<void> {
    const here = this.made.filter((edit) => edit.field === field);
    const from = here.findLastIndex((edit) => edit.kept);
    const shown = await this.desk.field(field).inputValue();
    if (from < 0) return;
    const story = `seed ${this.chance.seed}, kill ${this.killer.total}, ${field}`;
    expect(here.slice(from).map((edit) => edit.text), story).toContain(shown);
  }

  private async edit(): Promise<void> {
    if (this.chance.often(0.2)) this.toggleNetwork();
    const field = FIELDS[this.chance.below(FIELDS.length)];
    const edit = { field, text: `${field} ${randomUUID()}`, kept: false };
    await this.desk.type(field, edit.text);
    await this.killer.at("typing");
    this.made.push(edit);
    await this.desk.keep(field);
    edit.kept = true;
    // Hands faster than any person's would never leave the device the time to send.
    if (this.wire.isUp && this.needsNetwork()) await this.desk.exchange();
  }

  private toggleNetwork(): void {
    if (this.wire.isUp && !this.needsNetwork()) this.wire.down();
    else this.wire.up();
  }

  private needsNetwork(): boolean {
    return ["send", "receipt", "pull"].includes(this.killer.next ?? "");
  }
}

/** Every kept edit is in the server's log once, and no other more than once. */
async function inTheLogOnce(team: Team, made: Edit[]): Promise<void> {
  const values = await team.valuesSet();
  const times = (edit: Edit) => values.filter((value) => value === edit.text).length;
  const kept = made.filter((edit) => edit.kept);
  const [lost, doubled] = [kept.filter((edit) => times(edit) === 0), made.filter((edit) => times(edit) > 1)];
  console.log(
    `edits: kept ${kept.length}, unsure ${made.length - kept.length}, received ${values.length}, ` +
      `doubled ${doubled.length}, lost ${lost.length}`,
  );
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
}
