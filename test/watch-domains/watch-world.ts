import type { Onboarding } from "#core/onboarding";
import { readOnboarding } from "#core/onboarding-store";
import type { IdentityWatch, WatchedIdentity } from "#core/ports";
import { beginWatching, readWatched, type WatchedDomain } from "#core/watch/watched-domain";
import { watchDomains } from "../../functions/watch-domains/watch-domains.ts";
import { type DeclaredDns, declaredDns } from "../support/declared-dns.ts";
import { fakeBudget, fakeSes } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

/** A ready domain with the watch over it; time passes only when a test says so. */
export interface WatchWorld {
  readonly dns: DeclaredDns;
  readonly table: ReturnType<typeof memoryTable>;
  readonly started: string[];
  readonly sesCalls: string[];
  /** What SES says; a test changes it as it likes. */
  said: WatchedIdentity;
  /** Runs the watch every five minutes, for hours of the clock. */
  hours(count: number): Promise<void>;
  read(): Promise<Onboarding>;
  watched(): Promise<WatchedDomain | undefined>;
  /** The notices to one recipient, by type. */
  told(recipient?: string): string[];
  noticeIds(): string[];
}

/** How often the schedule runs. */
const STEP_MS = 300_000;

/** Makes a world in which a domain has just become ready, all its records published. */
export async function startWatchWorld({ slotMilliseconds = 0 } = {}): Promise<WatchWorld> {
  const table = memoryTable();
  const dns = declaredDns();
  const ses = fakeSes();
  const started: string[] = [];
  const ready = issuedOf({ status: "ready" });
  await keep(table, ready);
  await table.commit([await beginWatching(table, ready, BEGUN_AT)]);
  dns.publishAll(ready.records);
  let now = BEGUN_AT;
  const identities: IdentityWatch = {
    list: async () => ({ domains: [world.said.identity] }),
    read: async () => [world.said],
  };
  const deps = {
    table,
    queue: table,
    budget: fakeBudget(slotMilliseconds),
    turns: fakeTurns(),
    identities,
    mailFrom: ses,
    resolver: dns,
    starter: { start: async (name: string) => void started.push(name) },
    pause: async () => undefined,
  };
  const events = () => table.items().filter(({ sk }) => sk.startsWith("event#"));
  const notices = () =>
    events().flatMap(({ type, notices }) =>
      (notices as { noticeId: string; recipient: string }[]).map((notice) => ({
        ...notice,
        type: String(type),
      })),
    );
  const world: WatchWorld = {
    dns,
    table,
    started,
    sesCalls: ses.calls,
    said: {
      identity: ready.identity,
      dkim: "SUCCESS",
      mailFromDomain: ready.mailFrom,
      mailFrom: "SUCCESS",
      rejectsOnMxFailure: false,
    },
    async hours(count) {
      const end = now + count * 3_600_000;
      for (; now < end; now += STEP_MS) await watchDomains({ time: now }, deps);
    },
    read: () => readOnboarding(table, ID),
    watched: () => readWatched(table, ready.identity),
    told: (recipient = "ops") => notices().flatMap((one) => (one.recipient === recipient ? [one.type] : [])),
    noticeIds: () => notices().map(({ noticeId }) => noticeId),
  };
  return world;
}
