import type { Clock } from "../clock.ts";
import type { Identities, Identity } from "./identity.ts";
import type { Looker } from "./look.ts";
import { afterLook, type Sight, type Watch } from "./watch.ts";

/** Looks after all identities in their own time. */
export interface Verifier {
  /** Sets or drops the timers of one identity, as it is stored now. */
  arm(name: string): void;
  /** Sets the timers of every stored identity. */
  resume(): void;
  stop(): void;
}

const SUBJECTS = ["dkim", "mailFrom"] as const;
type Subject = (typeof SUBJECTS)[number];

function sameWatch(one: Watch | undefined, other: Watch | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Makes a verifier that writes what it finds back to `identities`. */
export function createVerifier({
  identities,
  clock,
  looker,
}: {
  identities: Identities;
  clock: Clock;
  looker: Looker;
}): Verifier {
  const cancels = new Map<string, () => void>();
  let stopped = false;

  /** What the look began with; a look that was overtaken by a new set-up changes nothing. */
  function current(name: string, subject: Subject, watch: Watch): Identity | undefined {
    const identity = stopped ? undefined : identities.get(name);
    return sameWatch(identity?.[subject]?.watch, watch) ? identity : undefined;
  }

  async function seeing(look: () => Promise<Sight>): Promise<Sight> {
    try {
      return await look();
    } catch {
      return { kind: "unknown", errorType: "SERVICE_ERROR" };
    }
  }

  async function lookAtDkim(name: string, watch: Watch): Promise<void> {
    const began = identities.get(name)?.dkim;
    if (began === undefined) return;
    const sight = await seeing(() => looker.dkim(name, began));
    const soaRecord = await looker.soa(name).catch(() => undefined);
    const identity = current(name, "dkim", watch);
    if (identity?.dkim === undefined) return;
    const nowMs = clock.now();
    const next = afterLook(watch, sight, nowMs);
    // New keys leave a verified identity verified while they are looked for
    const keepsVerified = next.status === "PENDING" && identity.verificationStatus === "SUCCESS";
    identities.put(name, {
      ...identity,
      dkim: { ...identity.dkim, watch: next },
      verificationStatus: keepsVerified ? "SUCCESS" : next.status,
      verificationInfo: {
        ...identity.verificationInfo,
        lastCheckedMs: nowMs,
        ...(sight.kind === "right" ? { lastSuccessMs: nowMs } : { errorType: sight.errorType }),
        ...(soaRecord && { soaRecord }),
      },
    });
    armSubject(name, "dkim");
  }

  async function lookAtMailFrom(name: string, watch: Watch): Promise<void> {
    const domain = identities.get(name)?.mailFrom?.domain;
    if (domain === undefined) return;
    const sight = await seeing(() => looker.mailFrom(domain));
    const identity = current(name, "mailFrom", watch);
    if (identity?.mailFrom === undefined) return;
    const next = afterLook(watch, sight, clock.now());
    identities.put(name, { ...identity, mailFrom: { ...identity.mailFrom, watch: next } });
    armSubject(name, "mailFrom");
  }

  function armSubject(name: string, subject: Subject): void {
    const key = `${subject} ${name}`;
    cancels.get(key)?.();
    cancels.delete(key);
    const watch = identities.get(name)?.[subject]?.watch;
    if (stopped || watch?.nextLookAtMs === undefined) return;
    const look = subject === "dkim" ? lookAtDkim : lookAtMailFrom;
    const cancel = clock.at(watch.nextLookAtMs, () => void clock.during(() => look(name, watch)));
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
