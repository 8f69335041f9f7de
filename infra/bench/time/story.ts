import * as z from "zod";
import type { DnsResolver } from "#core/dns/observation";
import type { Item } from "#core/table";
import type { Random } from "../random.ts";
import { type Life, stateAt } from "./life.ts";
import { lossOf } from "./loss.ts";
import type { Run } from "./machine.ts";
import { type Meter, newMeter } from "./meter.ts";
import { IN_GOOD_TIME_MS, isBefore, type Outcome } from "./outcome.ts";
import type { PastEvent } from "./past-event.ts";
import { simulatedDns } from "./simulated-dns.ts";
import { type SimulatedIdentity, simulatedIdentity } from "./simulated-ses.ts";
import { waitingSince } from "./waiting.ts";

/** One customer's simulated onboarding, its DNS and SES, and its result. */
export interface Story {
  readonly life: Life;
  readonly onboardingId: string;
  /** The meter that counts now: of the onboarding, or of the work after a loss. */
  readonly meter: Meter;
  readonly resolver: DnsResolver;
  /** Records that SES created the identity. */
  made(nowMs: number): void;
  /** Returns the identity, if SES has created it. */
  ses(): SimulatedIdentity | undefined;
  identity(): SimulatedIdentity;
  /** Records that a check was saved. */
  checked(item: Item | undefined): void;
  ran(run: Run): void;
  /** Decides whether the next check of the watched domain may find a fault. */
  mayFindFault(watched: Item | undefined): boolean;
  /** Records that an event was written. */
  happened(event: PastEvent): void;
  pastEvents(): readonly PastEvent[];
  wasReady(): boolean;
  /** Records that a service accepted a message. */
  sent(noticeId: string, by: "mail" | "topic" | "bus" | "webhook"): void;
  /** Counts how often each notice was accepted. */
  notices(): ReadonlyMap<string, number>;
  /** Returns the status at the end of the simulation. */
  end(): string | undefined;
  /** Records the item at the end of the simulation. */
  ended(item: Item | undefined): void;
  outcome(): Outcome;
}

const CHECK_TAKES_MS = 1200;

const KEPT_ONBOARDING = z.object({
  status: z.string(),
  lastCheck: z.object({ rightSince: z.number().optional() }).optional(),
});

const WATCHED = z.object({ records: z.array(z.object({ bad: z.unknown().optional() })) });

/** The events after which the work of a ready domain is counted separately. */
const INCIDENTS: readonly string[] = ["domain_degraded", "domain_lost"];

/** Begins the story of one life; `count` receives the numbers of DNS queries. */
export function createStory(
  life: Life,
  random: Random,
  silentChecks: number,
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
  const pastEvents: PastEvent[] = [];
  let wasReady = false;
  let end: string | undefined;
  /** Whether the next check stays unanswered, if that is decided already. */
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
        const isOver = isSilent ?? random.chance(silentChecks);
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
    checked(item) {
      const { lastCheck, status } = KEPT_ONBOARDING.parse(item);
      if (lastCheck?.rightSince !== undefined) knownMs ??= now() + CHECK_TAKES_MS;
      if (status !== "verified" || verifiedMs !== undefined) return;
      verifiedMs = now() + CHECK_TAKES_MS;
      sesSuccessMs = ses?.verifiedMs(now());
    },
    ran(run) {
      attempts.set(run.name, run);
      const runs = [...attempts.values()];
      meter.transitions = runs.reduce((sum, { transitions }) => sum + transitions, 0);
      meter.historyEvents = Math.max(...runs.map(({ historyEvents }) => historyEvents));
    },
    mayFindFault(watched) {
      const { records } = WATCHED.parse(watched);
      isSilent = random.chance(silentChecks);
      const isFaulty = !stateAt(life, now()).isRight || ses?.isMissing(now()) === true;
      return isSilent || isFaulty || records.some(({ bad }) => bad !== undefined);
    },
    happened({ type, at, notices: due }) {
      pastEvents.push({ type, at, notices: due });
      wasReady ||= type === "ready";
      if (!INCIDENTS.includes(type)) return;
      meter = newMeter();
      attempts.clear();
      // SES may still report a loss although the zone was fixed meanwhile.
      if (stateAt(life, at).isRight && ses?.isMissing(at) !== true) falseLost += 1;
    },
    pastEvents: () => pastEvents,
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
      end = KEPT_ONBOARDING.parse(item).status;
    },
    outcome() {
      const { rightMs } = life;
      const isInTime = rightMs !== undefined && rightMs < life.createdMs + IN_GOOD_TIME_MS;
      const waitingMs = rightMs === undefined ? undefined : waitingSince(life, rightMs, knownMs);
      const loss = lossOf(life, pastEvents, end);
      return {
        meter: first,
        ...(rightMs !== undefined && knownMs !== undefined && { dnsDelayMs: knownMs - rightMs }),
        ...(waitingMs !== undefined && knownMs !== undefined && { afterActionDelayMs: knownMs - waitingMs }),
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
