import { describe, expect, it } from "vitest";
import type { DnsResolver } from "#core/dns/observation";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { type SurveyPorts, surveyPublication } from "#core/publication/survey";
import type { PublicationState } from "#core/records/publication-state";
import { requiredRecords } from "#core/records/required-records";
import { TOKENS, ZONE } from "../../../infra/bench/one-click/generated-zone.ts";
import { zoneSession } from "../../../infra/bench/one-click/zone-session.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const DAY = 86_400_000;
const ROUTE_53 = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.org"];
const ELSEWHERE = ["ns1.customer.example"];
const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};
const recordsOf = (identity: string) =>
  requiredRecords({
    ...{ identity, mailFrom: `email.${identity}`, dkimTokens: TOKENS, region: service.region },
    signingHostedZone: service.signingZone,
  });
const APEX: ZoneRecord = { name: ZONE, type: "A", value: "192.0.2.10", ttl: 300 };
const TAKEN: ZoneRecord = { name: `email.${ZONE}`, type: "A", value: "192.0.2.10", ttl: 300 };

/** A deployment and the zone of its customer. */
interface World {
  /** The domain to set up; by default the zone itself. */
  readonly identity?: string;
  readonly nameServers?: readonly string[];
  readonly held?: readonly ZoneRecord[];
  /** The provider in the directory; empty if there is none. */
  readonly provider?: string;
  /** The zones that have another provider than that. */
  readonly otherProviders?: Readonly<Record<string, string>>;
  readonly isEnabled?: boolean;
  /** The name servers of the zone at the time of the survey. */
  readonly observed?: readonly string[];
  /** Called when a session ends. */
  readonly onEnd?: () => void;
}

function resolverOf({ held = [], observed, onEnd = () => undefined }: World): DnsResolver {
  const session = zoneSession({
    ...{ zone: ZONE, servers: [[APEX, ...held]], servesBoth: false, isLastSilent: false },
  });
  const ask: typeof session.ask = async (questions) =>
    (await session.ask(questions)).map((one) => ({ ...one, nameServers: observed ?? one.nameServers }));
  return { open: () => ({ ...session, ask, end: onEnd }) };
}

async function survey(world: World, before?: PublicationState) {
  const searched: string[] = [];
  const { identity = ZONE, nameServers = ELSEWHERE, provider = "IONOS", isEnabled = true } = world;
  const find = async (zone: string) => {
    searched.push(zone);
    const name = world.otherProviders?.[zone] ?? provider;
    return name === "" ? undefined : { name, urlSyncUX: "https://provider.example" };
  };
  const ports: SurveyPorts = {
    resolver: resolverOf(world),
    domainConnect: isEnabled ? { service, directory: { find } } : undefined,
  };
  const subject = { identity, records: recordsOf(identity), nameServers };
  return { state: await surveyPublication(subject, ports, { before, now: NOW }), searched };
}

function known(change: Partial<PublicationState> = {}): PublicationState {
  const discoveredAt = NOW - DAY + 1;
  return { at: discoveredAt, discoveredAt, provider: "Known Host", isOffered: false, ...change };
}

const found = { at: NOW, discoveredAt: NOW, provider: "IONOS", isOffered: true, hasDmarc: true };
const NONE = { at: NOW, discoveredAt: NOW, isOffered: false };

describe("the provider of a zone is searched for", () => {
  it.each<[string, PublicationState | undefined]>([
    ["if nothing is known", undefined],
    ["if it was last searched for exactly a day ago", known({ discoveredAt: NOW - DAY })],
    ["if none was found more than a day ago", known({ discoveredAt: NOW - DAY - 1, provider: undefined })],
    ["if the zone was at Route 53 until now", known({ way: "route-53", provider: "Amazon Route 53" })],
  ])("%s", async (_, before) => {
    expect(await survey({}, before)).toEqual({ state: found, searched: [ZONE] });
  });

  it("at the registrable domain of a name below it", async () => {
    expect(await survey({ identity: `news.${ZONE}` })).toEqual({ state: found, searched: [ZONE] });
  });

  it("and found at the zone itself, where that is below the registrable domain", async () => {
    const news = `news.${ZONE}`;
    const delegation: ZoneRecord = { name: news, type: "NS", value: "ns1.other.example", ttl: 300 };
    const otherProviders = { [news]: "Other Host" };
    expect(await survey({ identity: news, held: [delegation], otherProviders })).toEqual({
      state: { ...found, provider: "Other Host" },
      searched: [ZONE, news],
    });
  });

  it("and the session of the comparison ends", async () => {
    const ended: string[] = [];
    await survey({ onEnd: () => void ended.push("ended") });
    expect(ended).toEqual(["ended"]);
  });

  it("and not offered if it does not exist", async () => {
    expect(await survey({ provider: "" })).toEqual({ state: NONE, searched: [ZONE] });
  });

  it("and named, with the reason why it must not publish", async () => {
    const refusal = { isOffered: false, because: "in-use", name: `email.${ZONE}` };
    expect(await survey({ held: [TAKEN] })).toEqual({
      state: { at: NOW, discoveredAt: NOW, provider: "IONOS", ...refusal },
      searched: [ZONE],
    });
  });
});

describe("the provider found within a day is kept", () => {
  it("while the zone is compared anew", async () => {
    const before = known();
    expect(await survey({}, before)).toEqual({
      state: { ...found, discoveredAt: before.discoveredAt, provider: "Known Host" },
      searched: [],
    });
  });

  it("and nothing is compared if there was none", async () => {
    const before = known({ provider: undefined });
    expect(await survey({}, before)).toEqual({ state: before, searched: [] });
  });

  it("unless Domain Connect is not enabled any more", async () => {
    expect(await survey({ isEnabled: false }, known())).toEqual({ state: NONE, searched: [] });
    const none = known({ provider: undefined });
    expect(await survey({ isEnabled: false }, none)).toEqual({ state: NONE, searched: [] });
  });
});

describe("a zone at Route 53", () => {
  const moved: World = { nameServers: ROUTE_53, observed: ROUTE_53 };
  const stack = { ...found, way: "route-53", provider: "Amazon Route 53" };

  it.each<[string, World, PublicationState | undefined]>([
    ["if nothing is known", moved, undefined],
    ["if another provider was known a moment ago", moved, known()],
    ["if no provider was found a moment ago", moved, known({ provider: undefined })],
    ["without Domain Connect", { ...moved, isEnabled: false }, undefined],
  ])("gets a stack %s, and no provider is searched for", async (_, world, before) => {
    expect(await survey(world, before)).toEqual({ state: stack, searched: [] });
  });

  it("gets no DMARC record if it has one", async () => {
    const held = [{ name: `_dmarc.${ZONE}`, type: "TXT", value: "v=DMARC1; p=reject", ttl: 300 }];
    expect((await survey({ ...moved, held })).state).toEqual({ ...stack, hasDmarc: false });
  });

  it("has been there since the first survey that saw it", async () => {
    const before = known({ way: "route-53", discoveredAt: NOW - 9 * DAY });
    expect((await survey(moved, before)).state).toMatchObject({ at: NOW, discoveredAt: NOW - 9 * DAY });
  });

  it("gets nothing if it has just moved elsewhere", async () => {
    expect((await survey({ nameServers: ROUTE_53 }, known())).state).toEqual(NONE);
  });
});
