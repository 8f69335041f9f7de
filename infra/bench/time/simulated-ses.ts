import type { IdentityStatus } from "#core/onboarding/onboarding";
import { afterCheck, beginWatch, type CheckResult, RECHECK_MS, type Watch } from "../../local/ses/watch.ts";
import type { Life, ZoneState } from "./life.ts";
import { resolverCache } from "./simulated-dns.ts";

/** One identity in SES, which checks DNS on its own schedule and gives up after 72 hours. */
export interface SimulatedIdentity {
  status(nowMs: number): IdentityStatus;
  /** True if its search for DKIM has ended, with success or without. */
  isLookedFor(nowMs: number): boolean;
  /** It does not find any more what it had found. */
  isMissing(nowMs: number): boolean;
  setMailFrom(nowMs: number): void;
  restartDkim(nowMs: number): void;
  /** When it first was verified, if it is by now: DKIM, and MAIL FROM where there is one. */
  verifiedMs(nowMs: number): number | undefined;
  /** When it looks next at something that is not right yet; never once it has given up. */
  nextLookMs(): number | undefined;
}

interface Watched {
  watch: Watch;
  successMs?: number;
}

const RIGHT: CheckResult = { kind: "right" };
const LOST: readonly (Watch["status"] | undefined)[] = ["TEMPORARY_FAILURE", "FAILED"];
const WRONG: CheckResult = { kind: "wrong", errorType: "HOST_NOT_FOUND" };

/** Makes an identity. Its checks of DNS are computed only when its status is read. */
export function simulatedIdentity(life: Life, madeMs: number): SimulatedIdentity {
  const dkimCache = resolverCache(life);
  const mxCache = resolverCache(life);
  const dkim: Watched = { watch: beginWatch(madeMs) };
  let mailFrom: Watched | undefined;

  /** Nothing changes from the last look on until then. */
  let calmUntilMs = 0;

  function catchUp(nowMs: number): void {
    if (nowMs < calmUntilMs) return;
    look(dkim, nowMs, (atMs) => dkimCache(atMs).isDkimRight);
    if (mailFrom === undefined) return;
    look(mailFrom, nowMs, (atMs) => mxCache(atMs).isMxRight);
    const isFound = dkim.watch.status === "SUCCESS" && mailFrom.watch.status === "SUCCESS";
    calmUntilMs = isFound ? nextChangeMs(life, nowMs) : 0;
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
    isLookedFor(nowMs) {
      catchUp(nowMs);
      return dkim.watch.status !== "PENDING";
    },
    isMissing(nowMs) {
      catchUp(nowMs);
      return [dkim, mailFrom].some((one) => LOST.includes(one?.watch.status));
    },
    setMailFrom(nowMs) {
      mailFrom = { watch: beginWatch(nowMs) };
      calmUntilMs = 0;
    },
    restartDkim(nowMs) {
      catchUp(nowMs);
      dkim.watch = beginWatch(nowMs);
      calmUntilMs = 0;
    },
    verifiedMs(nowMs) {
      catchUp(nowMs);
      const both = mailFrom === undefined ? [dkim] : [dkim, mailFrom];
      const times = both.flatMap(({ successMs }) => successMs ?? []);
      return times.length === both.length ? Math.max(...times) : undefined;
    },
    nextLookMs() {
      const both = mailFrom === undefined ? [dkim] : [dkim, mailFrom];
      const times = both.flatMap(({ watch }) => watch.nextCheckAtMs ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

/** When the zone changes next, as far as no cache may still hold what it was before. */
function nextChangeMs({ states, recordTtlMs }: Life, nowMs: number): number {
  const sinceMs = nowMs - RECHECK_MS - recordTtlMs;
  return states.find(({ atMs }) => atMs > sinceMs)?.atMs ?? Number.POSITIVE_INFINITY;
}

function look(watched: Watched, nowMs: number, isRight: (atMs: number) => ZoneState["isRight"]): void {
  for (;;) {
    const { nextCheckAtMs } = watched.watch;
    if (nextCheckAtMs === undefined || nextCheckAtMs > nowMs) return;
    watched.watch = afterCheck(watched.watch, isRight(nextCheckAtMs) ? RIGHT : WRONG, nextCheckAtMs);
    if (watched.watch.status === "SUCCESS") watched.successMs ??= nextCheckAtMs;
  }
}
