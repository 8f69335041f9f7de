import * as z from "zod";
import type { DnsResolver } from "#core/dns/observation";
import type { Item } from "#core/table";
import type { Random } from "../random.ts";
import type { Happening } from "./happening.ts";
import { type Life, stateAt } from "./life.ts";
import { lossOf } from "./loss.ts";
import type { Run } from "./machine.ts";
import { type Meter, newMeter } from "./meter.ts";
import { IN_GOOD_TIME_MS, isBefore, type Outcome } from "./outcome.ts";
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
  /** The identity, if SES made it. */
  ses(): SimulatedIdentity | undefined;
  identity(): SimulatedIdentity;
  /** A look was kept. */
  looked(item: Item | undefined): void;
  ran(run: Run): void;
  /** True if the next check of a watched domain may find a fault. */
  mayLookBad(watched: Item | undefined): boolean;
  /** An event was written. */
  happened(event: Happening): void;
  happenings(): readonly Happening[];
  wasReady(): boolean;
  /** A service accepted a message. */
  sent(noticeId: string, by: "mail" | "topic" | "bus" | "webhook"): void;
  /** How often each notice was accepted. */
  notices(): ReadonlyMap<string, number>;
  /** The final status. */
  end(): string | undefined;
  /** Nothing happens any more. */
  ended(item: Item | undefined): void;
  outcome(): Outcome;
}

const LOOK_TAKES_MS = 1200;

const STANDING = z.object({
  status: z.string(),
  look: z.object({ rightSince: z.number().optional() }).optional(),
});

const WATCHED = z.object({ records: z.array(z.object({ bad: z.unknown().optional() })) });

/** What makes a second life of a domain that was ready. */
const TROUBLES: readonly string[] = ["domain_degraded", "domain_lost"];

/** Begins the story of one life; `count` gets the number of DNS queries. */
export function createStory(
  life: Life,
  random: Random,
  silentLooks: number,
  { now, count }: { readonly now: () => number; readonly count: (queries: number) => void },
): Story {
  const first = newMeter();
  let meter = first;
  const attempts = new Map<string, Run>();
  let ses: SimulatedIdentity | undefined;
  let knownMs: number | undefined;
  let verifiedMs: number | undefined;
  let sesSuccessMs: number | undefined;
  let falseLost = 0;
  const notices = new Map<string, number>();
  const happenings: Happening[] = [];
  let wasReady = false;
  let end: string | undefined;
  /** Whether the next check gets no answer, if that is known already. */
  let isSilent: boolean | undefined;

  return {
    life,
    onboardingId: `onb_${String(life.number).padStart(26, "0")}`,
    get meter() {
      return meter;
    },
    resolver: simulatedDns(life, {
      now,
      isSilent() {
        const isOver = isSilent ?? random.chance(silentLooks);
        isSilent = undefined;
        return isOver;
      },
      count,
    }),
    made(nowMs) {
      ses ??= simulatedIdentity(life, nowMs);
    },
    ses: () => ses,
    identity() {
      if (ses === undefined) throw new Error("There is no identity yet");
      return ses;
    },
    looked(item) {
      const { look, status } = STANDING.parse(item);
      if (look?.rightSince !== undefined) knownMs ??= now() + LOOK_TAKES_MS;
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
    mayLookBad(watched) {
      const { records } = WATCHED.parse(watched);
      isSilent = random.chance(silentLooks);
      const isAmiss = !stateAt(life, now()).isRight || ses?.isMissing(now()) === true;
      return isSilent || isAmiss || records.some(({ bad }) => bad !== undefined);
    },
    happened({ type, at, notices: due }) {
      happenings.push({ type, at, notices: due });
      wasReady ||= type === "ready";
      if (!TROUBLES.includes(type)) return;
      meter = newMeter();
      attempts.clear();
      // SES's status holds even where the zone was fixed meanwhile.
      if (stateAt(life, at).isRight && ses?.isMissing(at) !== true) falseLost += 1;
    },
    happenings: () => happenings,
    wasReady: () => wasReady,
    sent(noticeId, by) {
      notices.set(noticeId, (notices.get(noticeId) ?? 0) + 1);
      if (by === "mail") meter.mails += 1;
      else if (by === "topic") meter.topicMessages += 1;
      else if (by === "bus") meter.busEvents += 1;
    },
    notices: () => notices,
    end: () => end,
    ended(item) {
      end = STANDING.parse(item).status;
    },
    outcome() {
      const { rightMs } = life;
      const isInTime = rightMs !== undefined && rightMs < life.createdMs + IN_GOOD_TIME_MS;
      const waitingMs = rightMs === undefined ? undefined : wordBefore(life, rightMs, knownMs);
      const loss = lossOf(life, happenings, end);
      return {
        meter: first,
        ...(rightMs !== undefined && knownMs !== undefined && { dnsDelayMs: knownMs - rightMs }),
        ...(waitingMs !== undefined && knownMs !== undefined && { afterWordDelayMs: knownMs - waitingMs }),
        ...(verifiedMs !== undefined &&
          sesSuccessMs !== undefined && { sesDelayMs: verifiedMs - sesSuccessMs }),
        isStuck: isInTime && !wasReady,
        isTooEarly: isBefore(verifiedMs, rightMs),
        falseLost,
        ...(loss && { loss }),
      };
    },
  };
}
