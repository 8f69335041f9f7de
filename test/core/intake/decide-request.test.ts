import { describe, expect, it } from "vitest";
import { decideRequest } from "#core/intake/decide-request";
import type { Decision } from "#core/intake/decision";
import type { RequestFacts } from "#core/intake/request-facts";
import { claim, D, factsOf, OWNER, ownOnboarding, requestOf } from "./facts.ts";

const UNKNOWN = { origin: { source: "zendesk", isVouched: false } } as const;
const { project: PROJECT } = factsOf();
const READY = ownOnboarding({ status: "ready" });
const HAS_READY = {
  own: [READY],
  claims: {
    entries: [{ name: D, owner: OWNER, state: "proved" as const, onboardingId: READY.onboardingId }],
    released: [],
  },
};
const UNDER_WAY = ownOnboarding({ status: "records_issued" });
const CHILD = requestOf({ fromAddresses: [`news@shop.${D}`], identity: `shop.${D}` });
const rivals = (count: number) => Array.from({ length: count }, (_, n) => claim(D, `rival-${n}`));
const own = (count: number) =>
  Array.from({ length: count }, (_, n) => claim(`h${n}.${D}`, OWNER)).map((one) => one);

type Row = readonly [string, Partial<RequestFacts>, Partial<Decision> & Record<string, unknown>];

const REFUSED_FOR_CHECK = { kind: "refused", content: { about: "needs-check" } } as const;
const refusedFor = (field: string) =>
  ({ kind: "refused", content: { about: "faults", faults: [{ field }] } }) as never;

describe("a request", () => {
  it.each<Row>([
    ["of a known requester", {}, { kind: "open", isHeld: false, owner: OWNER, mailFrom: `email.${D}` }],
    ["of an unknown requester", UNKNOWN, { kind: "open", isHeld: true }],
    ["before the pre-flight", { names: undefined }, { kind: "need", what: "names" }],
    [
      "whose names the pre-flight refuses",
      {
        names: { faults: [{ field: "mailFrom", sent: null, expected: { key: "fault.other", values: {} } }] },
      },
      refusedFor("mailFrom"),
    ],
    [
      "of the platform itself that registers its project",
      {
        origin: { source: "generic", isVouched: true },
        project: undefined,
        request: requestOf({ owner: OWNER }),
      },
      { kind: "open", owner: OWNER, isHeld: false },
    ],
    ["of a help desk for an unknown project", { project: undefined }, refusedFor("project")],
    [
      "for a project that does not send through SES",
      { project: PROJECT && { ...PROJECT, platform: "other", guideUrl: "https://guide.example" } },
      { kind: "refused", content: { about: "not-ses", guideUrl: "https://guide.example" } },
    ],
    [
      "that the deployer's rules forbid",
      { rules: { allow: [], deny: [D], own: [] } },
      refusedFor("fromAddresses"),
    ],
  ])("%s", (_, said, expected) => {
    expect(decideRequest(factsOf(said))).toMatchObject(expected);
  });
});

describe("the onboarding that a ticket has already", () => {
  it.each<Row>([
    [
      "is kept while it is under way",
      { existing: UNDER_WAY },
      { kind: "already-open", onboarding: UNDER_WAY },
    ],
    [
      "is kept once it is ready, also by a restart",
      { existing: READY, mayRestart: true },
      { kind: "already-open" },
    ],
    [
      "is kept after its end where the ticket only changed",
      { existing: ownOnboarding({ status: "expired" }) },
      { kind: "already-open" },
    ],
    ...(["expired", "cancelled", "failed"] as const).map(
      (status): Row => [
        `gives way to a new one by a restart once it is ${status}`,
        { existing: ownOnboarding({ status }), mayRestart: true },
        { kind: "open" },
      ],
    ),
  ])("%s", (_, said, expected) => {
    expect(decideRequest(factsOf(said))).toMatchObject(expected);
  });
});

describe("names that another owner", () => {
  const entries = (...list: ReturnType<typeof claim>[]) => ({ claims: { entries: list, released: [] } });
  it.each<Row>([
    ["proved need an operator", entries(claim(D, "rival", "proved")), REFUSED_FOR_CHECK],
    [
      "reserved have to be proved by both",
      entries(claim(D, "rival")),
      { kind: "open", proof: { kind: "prove", because: "contested", rivals: [`onb_rival_${D}`] } },
    ],
    [
      "reserved are no matter for a request that is held",
      { ...UNKNOWN, ...entries(claim(D, "rival")) },
      REFUSED_FOR_CHECK,
    ],
    [
      "reserved beside it are free",
      entries(claim(`x.email.${D}x`, "rival")),
      { kind: "open", proof: undefined },
    ],
    ["and more than thirty others reserved need an operator", entries(...rivals(31)), REFUSED_FOR_CHECK],
    [
      "gave up have to be proved",
      {
        claims: {
          entries: [],
          released: [{ name: D, owner: "rival", onboardingId: "onb_old", releasedAt: 0 }],
        },
      },
      { kind: "open", proof: { kind: "prove", because: "held-before", rivals: [] } },
    ],
    ["did not prove: an owner reserves twelve times, no more", entries(...own(12)), REFUSED_FOR_CHECK],
    [
      "waits for: three are enough for a request that is held",
      { ...UNKNOWN, ...entries(...own(3)) },
      REFUSED_FOR_CHECK,
    ],
  ])("%s", (_, said, expected) => {
    expect(decideRequest(factsOf(said))).toMatchObject(expected);
  });
});

const usedBy = (count: number) => {
  const others = Array.from({ length: count - 1 }, (_, n) => `p${n + 2}`);
  const alsoProjects = others.map((project) => ({ project, requester: `admin@${D}`, fromAddresses: [] }));
  return ownOnboarding({ project: "p1", alsoProjects });
};

describe("an identity of the same owner", () => {
  it.each<Row>([
    ["is joined by a fortieth project", { own: [usedBy(39)] }, { kind: "joined" }],
    ["needs an operator for more than forty projects", { own: [usedBy(40)] }, REFUSED_FOR_CHECK],
    ["that is ready covers the addresses", { ...HAS_READY }, { kind: "covered", by: READY, owner: OWNER }],
    [
      "covers nothing for an unknown requester, who overrides nothing either",
      { ...UNKNOWN, ...HAS_READY },
      { kind: "open", isHeld: true, overrides: undefined },
    ],
    [
      "that failed above a child is left as it is",
      { own: [ownOnboarding({ status: "failed" })], request: CHILD },
      { kind: "open", replaces: [] },
    ],
    [
      "leaves a child its own identity where the ticket names it",
      { ...HAS_READY, request: CHILD },
      { kind: "open", overrides: D },
    ],
    [
      "covers a child domain where the ticket names no identity",
      { ...HAS_READY, request: requestOf({ fromAddresses: [`news@shop.${D}`] }) },
      { kind: "covered" },
    ],
    ["that is under way is joined", { own: [UNDER_WAY] }, { kind: "joined", onboarding: UNDER_WAY }],
    [
      "is not joined by an unknown requester",
      { ...UNKNOWN, own: [UNDER_WAY] },
      { kind: "open", isHeld: true },
    ],
  ])("%s", (_, said, expected) => {
    expect(decideRequest(factsOf(said))).toMatchObject(expected);
  });
});
