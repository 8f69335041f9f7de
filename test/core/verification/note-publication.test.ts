import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { notePublication } from "#core/verification/note-publication";
import { zoneSession } from "../../../infra/bench/one-click/zone-session.ts";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const DAY_MS = 86_400_000;
const ZONE = "oxfordstones.example";
const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};

async function startWorld(
  said: Partial<Onboarding> = {},
  nameServers: readonly string[] = [],
  hasDomainConnect = true,
) {
  const table = memoryTable();
  const first = onboardingOf(said);
  await keep(table, first);
  const found: { provider: { name: string; urlSyncUX: string } | undefined; times: number } = {
    provider: { name: "dns.host.example", urlSyncUX: "https://dns.host.example" },
    times: 0,
  };
  const servers = [[{ name: ZONE, type: "A", value: "192.0.2.10", ttl: 300 }]];
  const publication = {
    resolver: {
      open() {
        const session = zoneSession({ zone: ZONE, servers, servesBoth: false, isLastSilent: false });
        const ask: typeof session.ask = async (questions) =>
          (await session.ask(questions)).map((one) => ({ ...one, nameServers }));
        return { ...session, ask };
      },
    },
    domainConnect: {
      service,
      directory: {
        async find() {
          found.times += 1;
          return found.provider;
        },
      },
    },
  };
  const read = () => readOnboarding(table, first.onboardingId);
  return {
    ...{ found, read },
    note: async (now = BEGUN_AT) => {
      const { resolver, domainConnect } = publication;
      const ports = hasDomainConnect ? { resolver, domainConnect } : { resolver };
      await notePublication(await read(), now, { table, publication: ports });
    },
  };
}

describe("what is noted for the page", () => {
  it("is an offer and its provider", async () => {
    const { note, read } = await startWorld();
    await note();
    const { publication, version } = await read();
    expect(publication).toEqual({
      ...{
        at: BEGUN_AT,
        discoveredAt: BEGUN_AT,
        provider: "dns.host.example",
        isOffered: true,
        hasDmarc: true,
      },
    });
    await note(BEGUN_AT + 60_000);
    expect((await read()).version).toBe(version);
  });

  it("is that there is no provider, and a new search happens once a day", async () => {
    const { note, read, found } = await startWorld();
    found.provider = undefined;
    await note();
    await note(BEGUN_AT + DAY_MS - 1);
    expect([(await read()).publication?.provider, found.times]).toEqual([undefined, 1]);
    found.provider = { name: "dns.host.example", urlSyncUX: "https://dns.host.example" };
    await note(BEGUN_AT + DAY_MS);
    expect((await read()).publication).toMatchObject({ provider: "dns.host.example", isOffered: true });
  });

  it("is a stack in AWS, without Domain Connect and without a search for a provider", async () => {
    const nameServers = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"];
    const snapshot = { at: BEGUN_AT, mx: [], spf: [], providers: [], senders: [], receiveNoMail: [] };
    const { note, read, found } = await startWorld({ snapshot: { ...snapshot, nameServers } }, nameServers);
    await note();
    expect((await read()).publication).toMatchObject({
      ...{ way: "route-53", provider: "Amazon Route 53", isOffered: true, hasDmarc: true },
    });
    const { version } = await read();
    await note(BEGUN_AT + 60_000);
    expect([(await read()).version, found.times]).toEqual([version, 0]);
  });

  it("is nothing once all records are right, or no longer awaited", async () => {
    const records = RECORDS.map((record) => seen(record, { state: "right" }));
    for (const said of [{ lastCheck: { at: BEGUN_AT, records, queries: 1 } }, { status: "ready" as const }]) {
      const { note, read, found } = await startWorld(said);
      await note();
      expect([(await read()).publication, found.times]).toEqual([undefined, 0]);
    }
  });
});

describe("without Domain Connect", () => {
  const before = { at: BEGUN_AT, discoveredAt: BEGUN_AT, isOffered: false };
  const elsewhere = ["ns1.dns.host.example"];
  const snapshot = { at: BEGUN_AT, mx: [], spf: [], providers: [], senders: [], receiveNoMail: [] };
  const later = BEGUN_AT + 60_000;

  it.each([
    ["nothing was noted yet", undefined],
    ["no provider was noted", before],
  ])("nothing is noted for a zone outside of AWS if %s", async (_, publication) => {
    const said = { snapshot: { ...snapshot, nameServers: elsewhere }, publication };
    const { note, read } = await startWorld(said, elsewhere, false);
    await note(later);
    expect((await read()).publication).toEqual(publication);
  });

  it("a noted provider is withdrawn for a zone outside of AWS", async () => {
    const publication = { ...before, provider: "dns.host.example", isOffered: true };
    const said = { snapshot: { ...snapshot, nameServers: elsewhere }, publication };
    const { note, read } = await startWorld(said, elsewhere, false);
    await note(later);
    const after = (await read()).publication;
    expect([after?.at, after?.provider, after?.isOffered ?? false]).toEqual([later, undefined, false]);
  });

  it("a zone at AWS is still offered a stack", async () => {
    const nameServers = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"];
    const { note, read } = await startWorld({ snapshot: { ...snapshot, nameServers } }, nameServers, false);
    await note(later);
    expect((await read()).publication).toMatchObject({ way: "route-53", isOffered: true });
  });
});
