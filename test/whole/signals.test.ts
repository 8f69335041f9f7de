import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type Answer, linkOf, read, say, type Word } from "./customer.ts";
import { executions, history, sent, settledAll } from "./evidence.ts";
import { nameOf, type Played, playScenes, type Scene } from "./scenes.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

/** Far longer than a round takes, even on a busy machine. */
const ROUND_LIMIT_MS = 300_000;

/** The number of notices that one run of deliver-notices sends in parallel. */
const SENT_AT_ONCE = 5;

const WORDS: readonly Word[] = ["confirm", "check", "amend", "cancel"];

/** All steps of a story without any signal; both waits reach their time-outs. */
const STEPS = [
  "create-identity 1",
  "await-signal 1",
  "check-domain 1",
  "await-signal 2",
  "check-domain 2",
  "configure-project 1",
  "notify-ops 1",
];

/** Steps that read and write separately, and that are not equivalent to each other. */
const WRITING_STEPS = [...STEPS.slice(0, 4), "configure-project 1"];

const scenesOf = (phase: Scene["phase"], steps: readonly string[], words: readonly Word[]): Scene[] =>
  steps.flatMap((step) => words.map((word) => ({ word, phase, step })));

/**
 * A function that is stopped in the middle occupies one of the few threads of the local Lambda, so these
 * scenes are played signal by signal.
 */
const ROUNDS: readonly Scene[][] = [
  scenesOf("before", STEPS, WORDS),
  ...WORDS.map((word) => scenesOf("during", WRITING_STEPS, [word])),
];
const SCENES = ROUNDS.flat();

/** True if the domain is already verified, so that a signal changes nothing. */
const isTooLate = ({ step }: Scene): boolean => /^(configure|notify)/.test(step);

describeWhole("a word said at any moment", () => {
  let world: World;
  const played = new Map<Scene, Played>();
  const ends = new Map<string, Onboarding>();

  beforeAll(async () => {
    world = await startWorld({ parameters: { SesSlotMilliseconds: "0" } });
    for (const scenes of ROUNDS) {
      const round = await playScenes(world, scenes);
      const onboardingIds = [...round.values()].map(({ onboardingId }) => onboardingId);
      for (const end of (await settledAll(world, onboardingIds, ROUND_LIMIT_MS)).values()) {
        ends.set(end.onboardingId, end);
      }
      for (const [scene, one] of round) played.set(scene, one);
    }
  }, ROUNDS.length * ROUND_LIMIT_MS);

  afterAll(() => world.stop());

  it.each(SCENES.map((scene) => [nameOf(scene), scene] as const))(
    "is never lost: %s",
    async (_name, scene) => {
      const { onboardingId, answers, saidAt, looks } = playedIn(scene);
      expect(answers).toHaveLength(scene.phase === "before" ? 2 : 1);
      const end = ends.get(onboardingId);
      const isTaken = answers.some((answer) => ACCEPTED[scene.word](answer));
      expect({ answers, isTaken }).toMatchObject({ isTaken: !isTooLate(scene) });
      expect(end).toMatchObject(expectedEnd(scene, isTaken));
      expect((await executions(world, onboardingId)).map(({ status }) => status)).toEqual(["SUCCEEDED"]);
      if (!isTaken) return;
      for (const timeOut of timeOutsOf(await history(world, onboardingId)).filter((at) => at > saidAt)) {
        expect(looks.some((look) => look >= saidAt && look <= timeOut)).toBe(true);
      }
    },
  );

  it("leads to no notice twice, unless a run that sends was killed", async () => {
    const counts = [...played.values()].flatMap(({ onboardingId }) =>
      Object.values(sent(world, onboardingId)),
    );
    const duplicates = counts.reduce((sum, count) => sum + count - 1, 0);
    const log = await readFile(join(world.cloud.dataDirectory, "logs", "deliver-notices.log"), "utf8");
    const kills = log.split("Sandbox.Timedout").length - 1;
    expect(duplicates).toBeLessThanOrEqual(kills * SENT_AT_ONCE);
  });

  it("changes nothing after the end, and gets a friendly answer", async () => {
    const { onboardingId } = playedIn({ word: "confirm", phase: "before", step: "notify-ops 1" });
    const { version } = await read(world, onboardingId);
    for (const word of ["confirm", "check", "amend"] as const) {
      expect(await say(world, onboardingId, word)).toMatchObject({
        status: 200,
        body: { done: "nothing-to-do" },
      });
    }
    expect(await say(world, onboardingId, "cancel")).toMatchObject({ status: 409 });
    expect(await read(world, onboardingId)).toMatchObject({ status: "ready", version });
  });

  it("opens nothing any more after a cancellation", async () => {
    const { onboardingId } = playedIn({ word: "cancel", phase: "before", step: "check-domain 1" });
    const { version } = await read(world, onboardingId);
    for (const word of ["confirm", "check", "amend"] as const) {
      expect(await say(world, onboardingId, word)).toMatchObject({ status: 410 });
    }
    expect((await fetch(linkOf(world, onboardingId))).status).toBe(410);
    expect(await read(world, onboardingId)).toMatchObject({ status: "cancelled", version });
  });

  function playedIn(scene: Scene): Played {
    const found = [...played].find(([one]) => nameOf(one) === nameOf(scene))?.[1];
    if (found === undefined) throw new Error(`There is no scene ${nameOf(scene)}`);
    return found;
  }
});

/**
 * Returns the waits that timed out although they could have been ended. A wait whose function took longer
 * than the wait, on a slow machine, is not counted.
 */
function timeOutsOf(events: readonly HistoryEvent[]): number[] {
  return events.flatMap(({ type, timestamp }, index) => {
    if (type !== "TaskTimedOut") return [];
    const scheduled = events.findLastIndex((event, at) => at < index && event.type === "TaskScheduled");
    const wasOpen = events.slice(scheduled, index).some((event) => event.type === "TaskSubmitted");
    return wasOpen && timestamp !== undefined ? [timestamp.getTime()] : [];
  });
}

/** Returns whether an answer promises that the signal will have an effect. */
const ACCEPTED: Readonly<Record<Word, (answer: Answer) => boolean>> = {
  confirm: ({ body }) => ["confirmed", "checked"].includes(doneOf(body)),
  check: ({ body }) => doneOf(body) === "checked" || doneOf(body) === "confirmed",
  amend: ({ body }) => doneOf(body) === "amended",
  cancel: ({ status }) => status === 202,
};

function doneOf(body: unknown): string {
  return typeof body === "object" && body !== null && "done" in body ? String(body.done) : "";
}

function expectedEnd(scene: Scene, isTaken: boolean): Partial<Onboarding> {
  if (scene.word === "cancel" && isTaken) return { status: "cancelled" };
  const label = scene.word === "amend" && isTaken ? "post" : "email";
  return { status: "ready", mailFrom: `${label}.${nameOf(scene)}.example` };
}
