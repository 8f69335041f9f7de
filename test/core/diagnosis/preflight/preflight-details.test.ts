import { describe, expect, it } from "vitest";
import { chooseWithoutDns, type PreflightSubject, preflight } from "#core/diagnosis/preflight/preflight";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW, NS1, NS2, observed, sessionKnowing } from "../observed.ts";
import { type DeclaredZone, sessionOf } from "./declared-zone.ts";

const PROPOSING: PreflightSubject = { identity: D, fromDomains: [], excluded: [], region: "eu-west-1" };
const TAKEN = { A: "192.0.2.1" };
const SILENT = { MX: "!", TXT: "!", A: "!", AAAA: "!" };
const LABELS = ["email", "mailer", "outbound", "envelope", "post", "returns"];

const fly = (known: readonly Observation[], subject: Partial<PreflightSubject> = {}) =>
  preflight({ ...PROPOSING, ...subject }, sessionKnowing(known), NOW);
const choice = async (zone: DeclaredZone, subject: Partial<PreflightSubject> = {}) =>
  (await preflight({ ...PROPOSING, ...subject }, sessionOf(D, zone), NOW)).mailFrom;

describe("a name in a platform's zone", () => {
  const identity = "stones.github.io";
  const at = (zone: string, answer = held("10 mx.x.example")) => observed(identity, "MX", answer, { zone });

  it("ends the check after two questions", async () => {
    const session = sessionKnowing([at("github.io")]);
    expect(await preflight({ ...PROPOSING, identity }, session, NOW)).toEqual({
      zoneExists: "yes",
      platformZone: "github.io",
      mailFrom: { state: "none" },
      providers: [],
      receivesMail: [],
    });
    expect(session.asked).toEqual([
      { name: identity, type: "MX", through: "one-server" },
      { name: identity, type: "TXT", through: "one-server" },
    ]);
  });

  it.each<[string, Observation]>([
    ["is a zone itself", at(identity)],
    ["is in a zone of the network", at("io")],
    ["gave no usable answer", at("github.io", failed())],
  ])("is checked on if it %s", async (_, mx) => {
    const { platformZone, mailFrom } = await fly([mx], { identity });
    expect([platformZone, mailFrom]).toEqual([undefined, { state: "free", name: `email.${identity}` }]);
  });

  it("is checked on if its zone is unknown", async () => {
    const { zone: _, ...mx } = at("github.io");
    expect((await fly([mx], { identity })).mailFrom).toEqual({ state: "free", name: `email.${identity}` });
  });

  it("is no domain that is the platform's own", async () => {
    const mx = observed("github.io", "MX", ABSENT, { zone: "github.io" });
    const session = sessionKnowing([mx]);
    const { mailFrom } = await preflight({ ...PROPOSING, identity: "github.io" }, session, NOW);
    expect(mailFrom).toEqual({ state: "free", name: "email.github.io" });
    expect(session.asked[0]?.name).toBe("github.io");
  });
});

it("knows nothing if nothing was observed, and then proposes the preferred name", async () => {
  const session = { ...sessionKnowing([]), ask: async () => [] };
  const unknown = { state: "unknown", organizationalDomain: D };
  expect(await preflight({ ...PROPOSING, fromDomains: [D] }, session, NOW)).toEqual({
    zoneExists: "unknown",
    mailFrom: { state: "unknown", name: `email.${D}` },
    dmarc: { rfc7489: unknown, rfc9989: unknown, agree: true, several: [], unreadable: [] },
    providers: [],
    receivesMail: [],
  });
});

describe("the snapshot", () => {
  const mx = observed(D, "MX", held("10 aspmx.l.google.com"));
  const spf = "v=spf1 include:mailgun.org -all";
  const txt = observed(D, "TXT", held("a=b", spf));

  it("holds the domain's own records, its senders, and the from domains without mail", async () => {
    const mg = observed(`mg.${D}`, "MX", held("10 mxa.mailgun.org"));
    const silent = observed(`silent.${D}`, "MX", failed());
    const fromDomains = [D, `news.${D}`, `silent.${D}`];
    const { snapshot, receivesMail } = await fly([mx, txt, mg, silent], { fromDomains });
    expect(snapshot).toEqual({
      at: NOW,
      mx: ["10 aspmx.l.google.com"],
      spf: [spf],
      nameServers: [NS1, NS2],
      providers: ["Google Workspace", "Mailgun"],
      senders: [
        { provider: "Mailgun", name: D, type: "TXT" },
        { provider: "Mailgun", name: `mg.${D}`, type: "MX" },
      ],
      receiveNoMail: [`news.${D}`],
    });
    expect(receivesMail).toEqual([
      { domain: D, state: "yes" },
      { domain: `news.${D}`, state: "no" },
      { domain: `silent.${D}`, state: "unknown" },
    ]);
  });

  it("is of the registrable domain, also for an identity below it", async () => {
    const { snapshot, providers } = await fly([mx, txt], { identity: `mail.${D}` });
    expect([snapshot?.mx, snapshot?.spf]).toEqual([["10 aspmx.l.google.com"], [spf]]);
    expect(providers.map(({ seenAt }) => seenAt)).toEqual([
      [{ name: D, type: "MX" }],
      [{ name: D, type: "TXT" }],
    ]);
  });

  it("exists where both records are absent", async () => {
    expect((await fly([])).snapshot).toMatchObject({ mx: [], spf: [], nameServers: [NS1, NS2] });
  });

  it.each<[string, readonly Observation[]]>([
    ["the MX", [observed(D, "MX", failed()), txt]],
    ["the texts", [mx, observed(D, "TXT", failed())]],
    ["both", [observed(D, "MX", failed()), observed(D, "TXT", failed())]],
  ])("is absent without an answer about %s", async (_, known) => {
    expect("snapshot" in (await fly(known))).toBe(false);
  });
});

describe("the DMARC record of the snapshot", () => {
  const identity = `a.b.${D}`;
  const own = observed(`_dmarc.${D}`, "TXT", held("v=DMARC1; p=none"));
  const between = `_dmarc.b.${D}`;
  const found = async (known: readonly Observation[]) => (await fly(known, { identity })).snapshot?.dmarc;

  it("is the one that a tree walk finds (RFC 9989 §4.10)", async () => {
    const own2 = observed(`_dmarc.${D}`, "TXT", held("v=DMARC1; p=none; psd=u"));
    const near = observed(between, "TXT", held("v=DMARC1; p=reject; psd=n"));
    expect(await found([own2, near])).toBe("v=DMARC1; p=reject; psd=n");
    expect(await found([own2])).toBe("v=DMARC1; p=none; psd=u");
  });

  it("is that of the organizational domain, where the walk stays without an answer (RFC 7489 §6.6.3)", async () => {
    expect(await found([own, observed(between, "TXT", failed())])).toBe("v=DMARC1; p=none");
  });

  it("is absent without any", async () => {
    expect("dmarc" in ((await fly([], { identity })).snapshot ?? {})).toBe(false);
  });

  it("is asked for at the domain's servers, and at a resolver above the domain", async () => {
    const session = sessionKnowing([]);
    await preflight({ ...PROPOSING, identity }, session, NOW);
    const asked = session.asked.filter(({ name }) => name.startsWith("_dmarc."));
    expect(asked.map(({ name, through }) => [name, through])).toEqual([
      [`_dmarc.${identity}`, "one-server"],
      [between, "one-server"],
      [`_dmarc.${D}`, "one-server"],
      ["_dmarc.example", "resolver"],
    ]);
  });
});

it("checks the first five from domains, each once", async () => {
  const fromDomains = ["a", "b", "a", "c", "d", "b", "e", "f"].map((label) => `${label}.${D}`);
  expect((await fly([], { fromDomains })).receivesMail).toEqual(
    ["a", "b", "c", "d", "e"].map((label) => ({ domain: `${label}.${D}`, state: "no" })),
  );
});

describe("the MAIL FROM domain", () => {
  const mailFrom = `email.${D}`;
  const taken = { state: "taken", name: mailFrom, because: "address", seen: ["192.0.2.1"] };

  it.each<[string, DeclaredZone, object]>([
    ["free", {}, { state: "free", name: mailFrom }],
    ["unknown", { email: SILENT }, { state: "unknown", name: mailFrom }],
    ["taken, with a free one", { email: TAKEN }, { ...taken, suggestion: `mailer.${D}` }],
    ["taken, with none that is known to be free", { email: TAKEN, "*": SILENT }, taken],
    ["taken, with none left", Object.fromEntries(LABELS.map((label) => [label, TAKEN])), taken],
  ])("that is requested is %s", async (_, zone, expected) => {
    expect(await choice(zone, { mailFrom })).toEqual(expected);
  });

  it("that is requested may be one that others hold, for intake decides that", async () => {
    expect(await choice({}, { mailFrom, excluded: [mailFrom], fromDomains: [mailFrom] })).toEqual({
      state: "free",
      name: mailFrom,
    });
  });

  it("that is suggested is neither a from domain nor one that others hold", async () => {
    const subject = { mailFrom, fromDomains: [`mailer.${D}`], excluded: [`outbound.${D}`] };
    expect(await choice({ email: TAKEN }, subject)).toEqual({ ...taken, suggestion: `envelope.${D}` });
    const { mailFrom: _, ...proposing } = subject;
    expect(await choice({ email: TAKEN }, proposing)).toEqual({ state: "free", name: `envelope.${D}` });
  });

  it("is unknown if nothing was observed about the requested one", async () => {
    const session = { ...sessionKnowing([]), ask: async () => [] };
    expect((await preflight({ ...PROPOSING, mailFrom: `x.${D}` }, session, NOW)).mailFrom).toEqual({
      state: "unknown",
      name: `x.${D}`,
    });
  });

  it("is none if none can be proposed", async () => {
    expect(await choice({}, { excluded: LABELS.map((label) => `${label}.${D}`) })).toEqual({ state: "none" });
  });
});

describe("without DNS", () => {
  const all = LABELS.map((label) => `${label}.${D}`);
  it.each<[string, Partial<PreflightSubject>, object]>([
    ["the preferred name", {}, { state: "unknown", name: `email.${D}` }],
    ["the requested name", { mailFrom: `x.${D}` }, { state: "unknown", name: `x.${D}` }],
    [
      "the requested name, though none is left",
      { mailFrom: `x.${D}`, excluded: all },
      { state: "unknown", name: `x.${D}` },
    ],
    ["no from domain", { fromDomains: [`email.${D}`] }, { state: "unknown", name: `mailer.${D}` }],
    ["none that others hold", { excluded: [`email.${D}`] }, { state: "unknown", name: `mailer.${D}` }],
    ["none at all", { excluded: all }, { state: "none" }],
  ])("%s is chosen", (_, subject, expected) => {
    expect(chooseWithoutDns({ ...PROPOSING, ...subject })).toEqual(expected);
  });
});
