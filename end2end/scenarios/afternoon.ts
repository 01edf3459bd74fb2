// An afternoon on a tablet whose browser is killed again and again: people answer one after the other, the network
// comes and goes, and after each kill the same profile is started again and somebody goes on.
import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { Chance } from "../fixtures/chance";
import { Killer, type Moment } from "../fixtures/killer";
import { Profile } from "../fixtures/profile";
import { Server } from "../fixtures/server";
import { type Answer, type Campaign, Team } from "../fixtures/team";
import { Wire } from "../fixtures/wire";
import { watch } from "../fixtures/witness";
import { Tablet } from "../pages/tablet";

const SESSION = "Excel avancé, Lyon";
const KEYS = [
  "objectives_met", "content_fit", "pace", "methods", "trainer_clarity", "trainer_listen", "org", "usefulness",
  "overall", "nps", "best", "improve",
];
/** The question with a text, and the last one. */
const [TEXT, LAST] = [11, 12];

type Kill = "question" | "draft" | "finish" | "send" | "receipt" | "start";

const MOMENTS: Record<Kill, Moment> = {
  question: { weight: 5, passes: 8, within: 200 },
  draft: { weight: 5, passes: 15, within: 8 },
  finish: { weight: 2, passes: 0, within: 8 },
  send: { weight: 3, passes: 1, within: 5 },
  receipt: { weight: 3, passes: 3, within: 8 },
  start: { weight: 2, passes: 0, within: 1500 },
};

/** How far a person got, as they saw it. */
type Fate =
  | "answering"
  /** Pressed the last button and saw nothing yet. */
  | "finishing"
  /** The screen thanked them: "it is saved". */
  | "kept"
  /** Gone after a kill while finishing; the tablet showed itself ready for the next person. */
  | "unseen"
  /** Somebody chose "new person" over their unfinished answer. */
  | "dropped";

class Person {
  fate: Fate = "answering";
  /** The question up to which the screen said that all is kept on the tablet. */
  promised = 0;
  readonly phrase = `souvenir ${randomUUID()}`;
  /** The card picked at each question before the text; none where it is passed over. */
  readonly picks: (number | null)[];

  constructor(chance: Chance) {
    this.picks = KEYS.slice(0, TEXT - 1).map(() => (chance.often(0.6) ? chance.below(3) : null));
  }
}

export interface Size {
  answers: number;
  kills: number;
}

export async function afternoon(size: Size): Promise<void> {
  const chance = new Chance();
  console.log(`seed ${chance.seed}`);
  const server = await Server.start();
  const [wire, profile] = [await Wire.to(server.url), new Profile()];
  try {
    const team = await Team.setUp(server.url);
    // Not held back until five are together: each answer is in the log by itself.
    const campaign = await team.campaign(SESSION, size.answers, false, "confidentiel");
    const tablet = new Tablet(await profile.open(), wire.url);
    await tablet.enrol(await team.enrolCode("Tablette 1"));
    await tablet.handOver(SESSION);
    await profile.kill();
    const people = await new Room(wire, profile, chance, size).spend();
    await allReceivedOnce(team, campaign, people);
    // The search can find what is there: the session's name is cached in plain words.
    expect(profile.filesHolding(SESSION)).not.toEqual([]);
    expect(profile.filesHolding(...people.map((person) => person.phrase))).toEqual([]);
  } finally {
    await profile.remove();
    await wire.remove();
    await server.remove();
  }
}

class Room {
  private readonly people: Person[] = [];
  private readonly killer: Killer<Kill>;
  private person?: Person;
  private tablet!: Tablet;

  constructor(
    private readonly wire: Wire,
    private readonly profile: Profile,
    private readonly chance: Chance,
    private readonly size: Size,
  ) {
    this.killer = new Killer(MOMENTS, chance, () => profile.kill());
    wire.listen(async (leg, path) => {
      if (path === "/r/intake/v1/items") await this.killer.at(leg === "sending" ? "send" : "receipt");
    });
  }

  /** Everybody answers; resolves with the browser dead and nothing left to send. */
  async spend(): Promise<Person[]> {
    await this.start();
    while (this.finished() < this.size.answers || this.killer.total < this.size.kills) {
      try {
        await this.step();
      } catch (error) {
        if (!this.killer.killed) throw error;
        await this.start();
      }
    }
    this.killer.disarm();
    await this.profile.kill();
    this.wire.up();
    await this.open();
    await this.tablet.screen();
    await this.tablet.leave();
    await expect(this.tablet.text("Tout est reçu par le serveur")).toBeVisible({ timeout: 60_000 });
    await this.profile.kill();
    console.log(`kills: ${this.killer.figures()}, total ${this.killer.total}`);
    return this.people;
  }

  private finished(): number {
    return this.people.filter((person) => person.fate === "kept" || person.fate === "unseen").length;
  }

  private async open(): Promise<void> {
    const page = await this.profile.open();
    const questions = KEYS.map((_, index) => `Question\u00a0${index + 1} sur 12`);
    let question = 0;
    await watch(this.profile.context, page, [...questions, KEPT, THANKS], (event) => {
      const said = /^said:(.*)$/.exec(event)?.[1] ?? "";
      question = questions.indexOf(said) + 1 || question;
      if (said === KEPT && this.person) this.person.promised = Math.max(this.person.promised, question);
      if (said === THANKS && this.person) this.person.fate = "kept";
      if (event === "write:draft_keys,drafts,meta") void this.killer.at("draft");
      if (event === "write:draft_keys,drafts,items,labels,meta,photos") void this.killer.at("finish");
      if (event === "write:items,kits,labels") void this.killer.at("receipt");
    });
    this.tablet = new Tablet(page, this.wire.url);
    await this.tablet.open();
  }

  /** Starts the browser again, and again when it is killed over it; then holds it to what it had promised. */
  private async start(): Promise<void> {
    while (this.killer.total < this.size.kills && this.killer.arm() === "start") {
      const opening = this.open().then(() => this.tablet.screen());
      const ended = this.killer.at("start");
      // Whichever way the start ends, the browser is dead when this goes on.
      await Promise.allSettled([opening, ended]);
    }
    // These need the network; other kills come with it and without it.
    if (this.killer.next === "send" || this.killer.next === "receipt") this.wire.up();
    try {
      await this.open();
      await this.holdToPromise();
    } catch (error) {
      if (!this.killer.killed) throw error;
      await this.start();
    }
  }

  private async holdToPromise(): Promise<void> {
    const { name } = await this.tablet.screen();
    expect(["invitation", "interrupted"]).toContain(name);
    const person = this.person;
    if (!person) return;
    const story = `seed ${this.chance.seed}, kill ${this.killer.total}, ${JSON.stringify(person)}`;
    if (name === "interrupted") {
      expect(["answering", "finishing", "dropped"], story).toContain(person.fate);
      const resume = await this.tablet.button("Reprendre").innerText();
      expect(Number(/\d+/.exec(resume)), story).toBeGreaterThanOrEqual(person.promised);
    } else if (person.fate === "answering") {
      expect(person.promised, story).toBe(0);
    } else if (person.fate === "finishing") {
      person.fate = "unseen";
    }
  }

  private async step(): Promise<void> {
    const screen = await this.tablet.screen();
    switch (screen.name) {
      case "invitation":
        // Begun and killed before anything was promised: the same person begins again.
        if (this.person?.fate !== "answering") this.people.push((this.person = new Person(this.chance)));
        await this.tablet.begin();
        break;
      case "interrupted":
        await this.takeUp();
        break;
      case "question":
        await this.answer(screen.number);
        break;
      case "thanks":
        if (this.chance.often(0.3)) this.toggleNetwork();
        await this.killer.at("question");
        await this.tablet.button("Personne suivante").click();
        break;
      default:
        throw new Error(`the tablet left the questionnaire: ${screen.name}`);
    }
  }

  private async takeUp(): Promise<void> {
    const person = this.person;
    if (!person) throw new Error("an answer was interrupted that nobody gave");
    // What is not finished may still be given up, by whoever holds the tablet.
    if (person.fate === "dropped" || this.chance.often(0.15)) {
      person.fate = "dropped";
      await this.tablet.button("Nouvelle personne").click();
    } else {
      person.fate = "answering";
      await this.tablet.button("Reprendre").click();
      // The answer is this tab's once the disk says so.
      await expect(this.tablet.button("Reprendre")).toBeHidden({ timeout: 30_000 });
    }
  }

  private async answer(number: number): Promise<void> {
    const person = this.person;
    if (!person) throw new Error(`nobody is at question ${number}`);
    const pick = person.picks[number - 1];
    if (number === TEXT) await this.tablet.write(person.phrase);
    else if (typeof pick === "number") await this.tablet.pick(pick);
    await this.killer.at("question");
    if (number < LAST) {
      await this.tablet.onward();
    } else {
      person.fate = "finishing";
      await this.tablet.finish();
    }
  }

  private toggleNetwork(): void {
    const needed = this.killer.next === "send" || this.killer.next === "receipt";
    if (this.wire.isUp && !needed) this.wire.down();
    else this.wire.up();
  }
}

const KEPT = "Enregistré sur cette tablette";
const THANKS = "Merci, c’est enregistré.";

/** Every kept answer is in the log once and whole, nothing else is, and the figures say the same. */
async function allReceivedOnce(team: Team, campaign: Campaign, people: Person[]): Promise<void> {
  const answers = await team.answers();
  const given = people.filter((person) => person.fate === "kept" || person.fate === "unseen");
  const times = (person: Person) => answers.filter((answer) => textOf(answer) === person.phrase).length;
  const [lost, doubled] = [given.filter((person) => times(person) === 0), given.filter((person) => times(person) > 1)];
  const dropped = people.filter((person) => person.fate === "dropped");
  console.log(
    `answers: kept ${given.length} (unseen ${given.length - people.filter((person) => person.fate === "kept").length}), ` +
      `received ${answers.length}, doubled ${doubled.length}, lost ${lost.length}, given up ${dropped.length}`,
  );
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  expect(answers).toHaveLength(given.length);
  const counts = await team.counts(campaign.id);
  expect(counts?.received).toBe(given.length);
  expect(counts?.quarantined).toBe(0);
  expect(counts?.abandoned).toBeGreaterThanOrEqual(dropped.length);
  for (const person of given) wholeAsGiven(person, answers);
}

/** What a card stands for, as the answers received so far have shown. */
const meanings = new Map<string, unknown>();

function wholeAsGiven(person: Person, answers: Answer[]): void {
  const answer = answers.find((candidate) => textOf(candidate) === person.phrase);
  const picked = person.picks.flatMap((pick, index) => (pick === null ? [] : [`${KEYS[index]}:${pick}`]));
  const keys = [...picked.map((card) => card.split(":")[0]), "best"];
  expect(Object.keys(answer?.answers ?? {}).sort()).toEqual(keys.sort());
  for (const card of picked) {
    const value = answer?.answers[card.split(":")[0]];
    if (!meanings.has(card)) meanings.set(card, value);
    expect(value).toEqual(meanings.get(card));
  }
}

function textOf(answer: Answer): string | undefined {
  return (answer.answers.best as { text: string } | undefined)?.text;
}
