import type { DnsResolver } from "#core/dns/sighting";
import { type Onboarding, onboarding } from "#core/onboarding";
import type { Item } from "#core/table";
import type { Random } from "../random.ts";
import { type Life, stateAt } from "./life.ts";
import type { Run } from "./machine.ts";
import { type Meter, newMeter } from "./meter.ts";
import type { Outcome } from "./outcome.ts";
import { simulatedDns } from "./simulated-dns.ts";
import { type SimulatedIdentity, simulatedIdentity } from "./simulated-ses.ts";
import { wordBefore } from "./waiting.ts";

/** One customer's onboarding: the world it meets, and what came of it. */
export interface Story {
  readonly life: Life;
  readonly onboardingId: string;
  /** Who pays now: the onboarding, or the second life of a domain that was lost. */
  readonly meter: Meter;
  readonly resolver: DnsResolver;
  /** SES made the identity. */
  made(nowMs: number): void;
  identity(): SimulatedIdentity;
  /** A look was kept. */
  looked(item: Item | undefined): void;
  ran(run: Run): void;
  /** What was ready is lost, and begins a second life. */
  relapsed(): void;
  toldLost(atMs: number): void;
  /** A service accepted a message. */
  sent(noticeId: string, by: "mail" | "topic" | "bus" | "webhook"): void;
  /** How often each notice was accepted. */
  notices(): ReadonlyMap<string, number>;
  /** How it stands when nothing happens any more. */
  end(): Onboarding | undefined;
  /** Nothing happens any more. */
  ended(item: Item | undefined): void;
  outcome(): Outcome;
}

/** Expiry closes what is right too late; the model's last publications are well before. */
const IN_GOOD_TIME_MS = 40 * 86_400_000;
const LOOK_TAKES_MS = 1200;

const LOOKED = onboarding.pick({ look: true, status: true });

/** Begins the story of one life. */
export function createStory(life: Life, random: Random, silentLooks: number, now: () => number): Story {
  const first = newMeter();
  let meter = first;
  const attempts = new Map<string, Run>();
  let ses: SimulatedIdentity | undefined;
  let knownMs: number | undefined;
  let verifiedMs: number | undefined;
  let sesSuccessMs: number | undefined;
  let falseLost = 0;
  const notices = new Map<string, number>();
  let end: Onboarding | undefined;

  return {
    life,
    onboardingId: `onb_${String(life.number).padStart(26, "0")}`,
    get meter() {
      return meter;
    },
    resolver: simulatedDns(life, {
      now,
      isSilent: () => random.chance(silentLooks),
      count: (queries) => {
        meter.dnsQueries += queries;
      },
    }),
    made(nowMs) {
      ses ??= simulatedIdentity(life, nowMs);
    },
    identity() {
      if (ses === undefined) throw new Error("There is no identity yet");
      return ses;
    },
    looked(item) {
      const { look, status } = LOOKED.parse(item);
      const isRight = look?.records.every(({ state }) => state === "right") ?? false;
      if (isRight) knownMs ??= now() + LOOK_TAKES_MS;
      if (status !== "verified" || verifiedMs !== undefined) return;
      verifiedMs = now() + LOOK_TAKES_MS;
      sesSuccessMs = ses?.verifiedMs(now());
    },
    ran(run) {
      attempts.set(run.name, run);
      const runs = [...attempts.values()];
      meter.transitions = runs.reduce((sum, { transitions }) => sum + transitions, 0);
      meter.historyEvents = Math.max(...runs.map(({ historyEvents }) => historyEvents));
    },
    relapsed() {
      meter = newMeter();
      attempts.clear();
    },
    toldLost(atMs) {
      if (stateAt(life, atMs).isRight) falseLost += 1;
    },
    sent(noticeId, by) {
      notices.set(noticeId, (notices.get(noticeId) ?? 0) + 1);
      if (by === "mail") meter.mails += 1;
      else if (by === "topic") meter.topicMessages += 1;
      else if (by === "bus") meter.busEvents += 1;
    },
    notices: () => notices,
    end: () => end,
    ended(item) {
      end = onboarding.parse(item);
    },
    outcome() {
      const { rightMs } = life;
      const isInTime = rightMs !== undefined && rightMs < life.createdMs + IN_GOOD_TIME_MS;
      const waitingMs = rightMs === undefined ? undefined : wordBefore(life, rightMs, knownMs);
      return {
        meter: first,
        ...(rightMs !== undefined && knownMs !== undefined && { dnsDelayMs: knownMs - rightMs }),
        ...(waitingMs !== undefined && knownMs !== undefined && { afterWordDelayMs: knownMs - waitingMs }),
        ...(verifiedMs !== undefined &&
          sesSuccessMs !== undefined && { sesDelayMs: verifiedMs - sesSuccessMs }),
        // What was lost had been ready.
        isStuck: isInTime && end?.status !== "ready" && end?.trouble?.lostAt === undefined,
        falseLost,
      };
    },
  };
}
