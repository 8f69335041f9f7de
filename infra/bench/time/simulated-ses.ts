import type { IdentityStatus } from "#core/onboarding/onboarding";
import { afterCheck, beginWatch, type CheckResult, RECHECK_MS, type Watch } from "../../local/ses/watch.ts";
import type { ZoneState } from "./course.ts";
import type { Life } from "./life.ts";
import { resolverCache } from "./simulated-dns.ts";

/** An identity in SES, which checks DNS at its own times and gives up after 72 hours. */
export interface SimulatedIdentity {
  status(nowMs: number): IdentityStatus;
  /** True if SES has found the DKIM records or given up. */
  isDkimCheckOver(nowMs: number): boolean;
  /** True if SES no longer finds records that it had found, or has given up. */
  isMissing(nowMs: number): boolean;
  setMailFrom(nowMs: number): void;
  restartDkim(nowMs: number): void;
  /** Returns the time of the first SUCCESS of DKIM, and of MAIL FROM if one is set; `undefined` before. */
  verifiedMs(nowMs: number): number | undefined;
  /** Returns the time of SES's next check; `undefined` once all is found or SES has given up. */
  nextCheckMs(): number | undefined;
}

interface Watched {
  watch: Watch;
  successMs?: number;
}

const RIGHT: CheckResult = { kind: "right" };
const LOST: readonly (Watch["status"] | undefined)[] = ["TEMPORARY_FAILURE", "FAILED"];
const WRONG: CheckResult = { kind: "wrong", errorType: "HOST_NOT_FOUND" };

/** Makes an identity. Its checks are calculated only when its state is read, because nothing else changes it. */
export function simulatedIdentity(life: Life, madeMs: number): SimulatedIdentity {
  const dkimCache = resolverCache(life);
  const mxCache = resolverCache(life);
  const dkim: Watched = { watch: beginWatch(madeMs) };
  let mailFrom: Watched | undefined;

  /** The time until which the status can't change. */
  let unchangedUntilMs = 0;

  function catchUp(nowMs: number): void {
    if (nowMs < unchangedUntilMs) return;
    checkDns(dkim, nowMs, (atMs) => dkimCache(atMs).isDkimRight);
    if (mailFrom === undefined) return;
    checkDns(mailFrom, nowMs, (atMs) => mxCache(atMs).isMxRight);
    const isFound = dkim.watch.status === "SUCCESS" && mailFrom.watch.status === "SUCCESS";
    unchangedUntilMs = isFound ? nextChangeMs(life, nowMs) : 0;
  }

  return {
    status(nowMs) {
      catchUp(nowMs);
      return {
        verification: dkim.watch.status,
        dkim: dkim.watch.status,
        tokens: [...life.tokens],
        ...(mailFrom && { mailFromDomain: life.mailFrom, mailFrom: mailFrom.watch.status }),
      };
    },
    isDkimCheckOver(nowMs) {
      catchUp(nowMs);
      return dkim.watch.status !== "PENDING";
    },
    isMissing(nowMs) {
      catchUp(nowMs);
      return [dkim, mailFrom].some((one) => LOST.includes(one?.watch.status));
    },
    setMailFrom(nowMs) {
      mailFrom = { watch: beginWatch(nowMs) };
      unchangedUntilMs = 0;
    },
    restartDkim(nowMs) {
      catchUp(nowMs);
      dkim.watch = beginWatch(nowMs);
      unchangedUntilMs = 0;
    },
    verifiedMs(nowMs) {
      catchUp(nowMs);
      const both = mailFrom === undefined ? [dkim] : [dkim, mailFrom];
      const times = both.flatMap(({ successMs }) => successMs ?? []);
      return times.length === both.length ? Math.max(...times) : undefined;
    },
    nextCheckMs() {
      const both = mailFrom === undefined ? [dkim] : [dkim, mailFrom];
      const times = both.flatMap(({ watch }) => watch.nextCheckAtMs ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

/** Returns the next change of the zone, counting recent changes that a cache may still hide. */
function nextChangeMs({ states, recordTtlMs }: Life, nowMs: number): number {
  const sinceMs = nowMs - RECHECK_MS - recordTtlMs;
  return states.find(({ atMs }) => atMs > sinceMs)?.atMs ?? Number.POSITIVE_INFINITY;
}

function checkDns(watched: Watched, nowMs: number, isRight: (atMs: number) => ZoneState["isRight"]): void {
  for (;;) {
    const { nextCheckAtMs } = watched.watch;
    if (nextCheckAtMs === undefined || nextCheckAtMs > nowMs) return;
    watched.watch = afterCheck(watched.watch, isRight(nextCheckAtMs) ? RIGHT : WRONG, nextCheckAtMs);
    if (watched.watch.status === "SUCCESS") watched.successMs ??= nextCheckAtMs;
  }
}
