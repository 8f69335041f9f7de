import type { Clock } from "../clock.ts";
import type { DnsChecker } from "./dns-check.ts";
import type { Dkim, Identities, Identity, MailFrom, SoaRecord } from "./identity.ts";
import { afterCheck, type CheckResult, type Watch } from "./watch.ts";

/** Checks the DNS records of all identities, each on its own schedule. */
export interface Verifier {
  /** Sets or cancels the timers of one identity, according to its stored state. */
  arm(name: string): void;
  /** Sets the timers of every stored identity. */
  resume(): void;
  stop(): void;
}

const SUBJECTS = ["dkim", "mailFrom"] as const;
type Subject = (typeof SUBJECTS)[number];

/** Makes a verifier that stores the result of each check in `identities`. */
export function createVerifier({
  identities,
  clock,
  checker,
}: {
  identities: Identities;
  clock: Clock;
  checker: DnsChecker;
}): Verifier {
  const cancels = new Map<string, () => void>();
  let stopped = false;

  /** Returns nothing if a new set-up replaced `watch` during the check: its result then no longer counts. */
  function current(name: string, subject: Subject, watch: Watch): Identity | undefined {
    const identity = stopped ? undefined : identities.get(name);
    return sameWatch(identity?.[subject]?.watch, watch) ? identity : undefined;
  }

  async function checkDkim(name: string, watch: Watch): Promise<void> {
    const checked = identities.get(name)?.dkim;
    if (checked === undefined) return;
    const result = await resultOf(() => checker.dkim(name, checked));
    const soaRecord = await checker.soa(name).catch(() => undefined);
    const identity = current(name, "dkim", watch);
    if (identity?.dkim === undefined) return;
    identities.put(name, afterDkimCheck(identity, identity.dkim, { result, soaRecord, nowMs: clock.now() }));
    armSubject(name, "dkim");
  }

  async function checkMailFrom(name: string, watch: Watch): Promise<void> {
    const domain = identities.get(name)?.mailFrom?.domain;
    if (domain === undefined) return;
    const result = await resultOf(() => checker.mailFrom(domain));
    const identity = current(name, "mailFrom", watch);
    if (identity?.mailFrom === undefined) return;
    identities.put(name, afterMailFromCheck(identity, identity.mailFrom, { result, nowMs: clock.now() }));
    armSubject(name, "mailFrom");
  }

  function armSubject(name: string, subject: Subject): void {
    const key = `${subject} ${name}`;
    cancels.get(key)?.();
    cancels.delete(key);
    const watch = identities.get(name)?.[subject]?.watch;
    if (stopped || watch?.nextCheckAtMs === undefined) return;
    const check = subject === "dkim" ? checkDkim : checkMailFrom;
    const cancel = clock.at(watch.nextCheckAtMs, () => void clock.during(() => check(name, watch)));
    cancels.set(key, cancel);
  }

  function arm(name: string): void {
    for (const subject of SUBJECTS) armSubject(name, subject);
  }

  return {
    arm,
    resume() {
      for (const { key } of identities.list()) arm(key);
    },
    stop() {
      stopped = true;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}

function sameWatch(one: Watch | undefined, other: Watch | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Runs a check; a check that throws has an unknown result. */
async function resultOf(check: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await check();
  } catch {
    return { kind: "unknown", errorType: "SERVICE_ERROR" };
  }
}

interface CompletedCheck {
  readonly result: CheckResult;
  readonly nowMs: number;
}

function afterDkimCheck(
  identity: Identity,
  dkim: Dkim,
  { result, soaRecord, nowMs }: CompletedCheck & { soaRecord: SoaRecord | undefined },
): Identity {
  const watch = afterCheck(dkim.watch, result, nowMs);
  // A verified identity stays verified while SES searches for its new keys.
  const keepsVerified = watch.status === "PENDING" && identity.verificationStatus === "SUCCESS";
  return {
    ...identity,
    dkim: { ...dkim, watch },
    verificationStatus: keepsVerified ? "SUCCESS" : watch.status,
    verificationInfo: {
      ...identity.verificationInfo,
      lastCheckedMs: nowMs,
      ...(result.kind === "right" ? { lastSuccessMs: nowMs } : { errorType: result.errorType }),
      ...(soaRecord && { soaRecord }),
    },
  };
}

function afterMailFromCheck(
  identity: Identity,
  mailFrom: MailFrom,
  { result, nowMs }: CompletedCheck,
): Identity {
  return { ...identity, mailFrom: { ...mailFrom, watch: afterCheck(mailFrom.watch, result, nowMs) } };
}
