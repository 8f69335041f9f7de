import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { type PersistentPeople, persistentPeople } from "../../infra/bench/whole/persistent-people.ts";
import { startProcess } from "../../infra/bench/whole/start-process.ts";
import { prepareZones } from "../../infra/local/world.ts";
import { publish, read, say } from "./customer.ts";
import { executions, history, identities, sent, settledAll, superseded } from "./evidence.ts";
import { randomFrom } from "./random.ts";
import { describeWhole, startWorld } from "./world.ts";

const KILLS = 20;
/** The lives in which a customer begins, so that all stages of an onboarding are killed. */
const BEGINNINGS = [0, 4, 8, 12, 16];

describeWhole("kill -9 of npm start", () => {
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), "killed-"));
  });

  afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

  it("loses nothing at any of twenty random points", { timeout: 400_000 }, async () => {
    const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);
    console.log(`KILL_SEED=${seed}`);
    const random = randomFrom(seed);
    const zones = prepareZones(dataDirectory);
    const people = persistentPeople(zones);
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (BEGINNINGS.includes(kill)) {
        await addZone(zones, `kill${kill}.example`);
        people.welcome(`kill${kill}.example`);
      }
      await live(random, people);
    }

    const world = await startWorld({ dataDirectory });
    try {
      let isOver = false;
      const meeting = people.meet(world.cloud.urls, () => isOver);
      await expect.poll(people.confirmed, { timeout: 60_000 }).toHaveLength(BEGINNINGS.length);
      isOver = true;
      await meeting;
      const ends = await settledAll(world, people.confirmed(), 120_000);
      expect([...ends.values()].map(({ status }) => status)).toEqual(BEGINNINGS.map(() => "ready"));
      expect((await identities(world)).sort()).toEqual(
        BEGINNINGS.map((kill) => `kill${kill}.example`).sort(),
      );
      let duplicates = 0;
      for (const onboardingId of people.confirmed()) {
        expect((await executions(world, onboardingId)).map(({ status }) => status)).toEqual(["SUCCEEDED"]);
        const counts = sent(world, onboardingId);
        // If a kill delayed a request for records until the domain was verified, the request is recorded as
        // not needed any more.
        const notNeeded = await superseded(world, onboardingId);
        expect(["records_issued/1/customer"]).toEqual(expect.arrayContaining(notNeeded));
        expect([...Object.keys(counts), ...notNeeded]).toEqual(expect.arrayContaining(NOTICES_OF_A_STORY));
        duplicates += Object.values(counts).reduce((sum, count) => sum + count - 1, 0);
      }
      console.log(`${duplicates} notices were sent twice in ${KILLS} kills`);
      expect(duplicates).toBeLessThanOrEqual(KILLS);
    } finally {
      await world.stop();
    }
  });

  it("leaves task tokens as they are: a signal after the kill ends the earlier wait", async () => {
    const zones = prepareZones(dataDirectory);
    await addZone(zones, "token.example");
    const people = persistentPeople(zones);
    people.welcome("token.example");
    const { child, up, ended, output } = startProcess(dataDirectory);
    const urls = await up;
    if (urls === undefined) throw new Error(output());
    const token = await people.waitFor("token.example", urls);
    child.kill("SIGKILL");
    await ended;
    expect(output()).not.toContain(token);

    const world = await startWorld({ dataDirectory });
    try {
      const [onboardingId = ""] = people.onboardings();
      expect((await read(world, onboardingId)).wait?.token).toBe(token);
      await publish(world, onboardingId);
      expect(await say(world, onboardingId, "confirm")).toMatchObject({ status: 200 });
      expect((await settledAll(world, [onboardingId])).get(onboardingId)).toMatchObject({ status: "ready" });
      const events = await history(world, onboardingId);
      const scheduled = events.findIndex(({ taskScheduledEventDetails: task }) =>
        task?.parameters?.includes(token),
      );
      const after = events.slice(scheduled).filter(({ type }) => type?.startsWith("Task"));
      expect(after.slice(0, 4).map(({ type }) => type)).toEqual([
        "TaskScheduled",
        "TaskStarted",
        "TaskSubmitted",
        "TaskSucceeded",
      ]);
    } finally {
      await world.stop();
    }
  });

  /** Runs one life of the cloud, of random length; one of five ends during the start. */
  async function live(random: () => number, people: PersistentPeople): Promise<void> {
    const { child, up, ended, output } = startProcess(dataDirectory, "--speed", "60");
    if (random() < 0.2) {
      await sleep(random() * 3000);
    } else {
      const urls = await up;
      if (urls === undefined) throw new Error(`It did not start again:\n${output()}`);
      let isOver = false;
      const meeting = people.meet(urls, () => isOver);
      await sleep(50 + random() * 1450);
      child.kill("SIGKILL");
      isOver = true;
      await meeting;
    }
    child.kill("SIGKILL");
    await ended;
  }
});

/** The notices that every story includes. */
const NOTICES_OF_A_STORY = [
  "records_issued/1/customer",
  "records_issued/1/ticket",
  "ready/customer",
  "ready/ticket",
  "ready/ops",
];
