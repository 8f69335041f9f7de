import * as z from "zod";
import type { DnsResolver } from "#core/dns/observation";
import type { DnsProber } from "#core/dns/prober";
import type { Item } from "#core/table";
import type { Random } from "../random.ts";
import { delaysOf, learntTimes } from "./delays.ts";
import { isRightAt, type Life } from "./life.ts";
import { lossOf } from "./loss.ts";
import type { Run } from "./machine.ts";
import { type Meter, newMeter } from "./meter.ts";
import { IN_GOOD_TIME_MS, type Outcome } from "./outcome.ts";
import type { PastEvent } from "./past-event.ts";
import { simulatedDns, simulatedProber } from "./simulated-dns.ts";
import { type SimulatedIdentity, simulatedIdentity } from "./simulated-ses.ts";

/** One customer's simulated onboarding, its DNS and SES, and its result. */
export interface Story {
  readonly life: Life;
  readonly onboardingId: string;
  /** The meter that counts now: of the onboarding, or of the work after a loss. */
  readonly meter: Meter;
  readonly resolver: DnsResolver;
  readonly prober: DnsProber;
  /** Records that SES created the identity. */
  made(nowMs: number): void;
  /** Returns the identity, if SES has created it. */
  ses(): SimulatedIdentity | undefined;
  identity(): SimulatedIdentity;
  /** Records that a check was saved. */
  checked(item: Item | undefined): void;
  ran(run: Run): void;
  /** Records when a probe saw a bad record of the verified domain. */
  signed(atMs: number): void;
  /** Records that an event was written. */
  happened(event: PastEvent): void;
  pastEvents(): readonly PastEvent[];
  wasReady(): boolean;
  /** Records that a service accepted a message. */
  sent(noticeId: string, by: "mail" | "topic" | "bus" | "webhook"): void;
  /** Counts how often each notice was accepted. */
  notices(): ReadonlyMap<string, number>;
  /** Called for a notice that is not sent, because a later message contains what it says. */
  superseded(noticeId: string): void;
  /** The notices that are not sent. */
  unneeded(): ReadonlySet<string>;
  /** Returns the status at the end of the simulation. */
  end(): string | undefined;
  /** Records the item at the end of the simulation. */
  ended(item: Item | undefined): void;
  outcome(): Outcome;
}

const KEPT_ONBOARDING = z.object({
  status: z.string(),
  lastCheck: z.object({ rightSince: z.number().optional() }).optional(),
});

/** The events after which the work of a ready domain is counted separately. */
const INCIDENTS: readonly string[] = ["domain_degraded", "domain_lost"];

/** The part of the simulation that a story uses. */
interface StoryWorld {
  readonly now: () => number;
  /** Counts DNS queries. */
  readonly count: (queries: number) => void;
  readonly random: Random;
  /** The probability that a check gets no answer. */
  readonly silentChecks: number;
}

/** Begins the story of one life. */
export function createStory(life: Life, { now, count, random, silentChecks }: StoryWorld): Story {
  const first = newMeter();
  let meter = first;
  const attempts = new Map<string, Run>();
  const made = identityOf(life);
  const learnt = learntTimes(now);
  let falseLost = 0;
  const isSilent = () => random.chance(silentChecks);
  const signs: number[] = [];
  const accepted = acceptedMessages(() => meter);
  const pastEvents: PastEvent[] = [];
  let wasReady = false;
  let end: string | undefined;

  return {
    life,
    onboardingId: `onb_${String(life.number).padStart(26, "0")}`,
    get meter() {
      return meter;
    },
    resolver: simulatedDns(life, { now, isSilent, count }),
    prober: simulatedProber(life, { now, isSilent }),
    ...made,
    checked: (item) => learnt.checked(KEPT_ONBOARDING.parse(item), made.ses()),
    ran(run) {
      attempts.set(run.name, run);
      countRuns(meter, [...attempts.values()]);
    },
    signed: (atMs) => void signs.push(atMs),
    happened({ type, at, notices: due }) {
      pastEvents.push({ type, at, notices: due });
      wasReady ||= type === "ready";
      if (!INCIDENTS.includes(type)) return;
      meter = newMeter();
      attempts.clear();
      // SES may still report a loss although the zone was fixed meanwhile.
      if (isRightAt(life, at) && made.ses()?.isMissing(at) !== true) falseLost += 1;
    },
    pastEvents: () => pastEvents,
    wasReady: () => wasReady,
    ...accepted,
    end: () => end,
    ended(item) {
      end = KEPT_ONBOARDING.parse(item).status;
    },
    outcome() {
      const loss = lossOf(life, { pastEvents, signs }, end);
      const { delays, isTooEarly } = delaysOf(life, learnt.times());
      const isStuck = isRightInTime(life) && !wasReady;
      return { meter: first, ...delays, isStuck, isTooEarly, falseLost, ...(loss && { loss }) };
    },
  };
}

function countRuns(meter: Meter, runs: readonly Run[]): void {
  meter.transitions = runs.reduce((sum, { transitions }) => sum + transitions, 0);
  meter.loggedEvents = runs.reduce((sum, { loggedEvents }) => sum + loggedEvents, 0);
}

function acceptedMessages(meter: () => Meter): Pick<Story, "sent" | "notices" | "superseded" | "unneeded"> {
  const notices = new Map<string, number>();
  const unneeded = new Set<string>();
  return {
    sent(noticeId, by) {
      notices.set(noticeId, (notices.get(noticeId) ?? 0) + 1);
      if (by === "mail") meter().mails += 1;
      else if (by === "topic") meter().topicMessages += 1;
      else if (by === "bus") meter().busEvents += 1;
    },
    notices: () => notices,
    superseded: (noticeId) => void unneeded.add(noticeId),
    unneeded: () => unneeded,
  };
}

/** Creates the identity of a life when SES creates it. */
function identityOf(life: Life): Pick<Story, "made" | "ses" | "identity"> {
  let ses: SimulatedIdentity | undefined;
  return {
    made(nowMs) {
      ses ??= simulatedIdentity(life, nowMs);
    },
    ses: () => ses,
    identity() {
      if (ses === undefined) throw new Error("There is no identity yet");
      return ses;
    },
  };
}

function isRightInTime({ rightMs, createdMs }: Life): boolean {
  return rightMs !== undefined && rightMs < createdMs + IN_GOOD_TIME_MS;
}
