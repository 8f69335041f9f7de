import { describe, expect, it } from "vitest";
import { MAIL_PROVIDERS } from "#core/diagnosis/preflight/mail-providers";
import {
  findProviderTraces,
  foundProviders,
  ownTraces,
  type PlacedTrace,
  valuesAt,
} from "#core/diagnosis/preflight/traces";
import type { Observation, Question } from "#core/dns/observation";
import { ABSENT, D, failed, GONE, held, NS1, NS2, observed, sessionKnowing } from "../observed.ts";

const KEYS = `_domainkey.${D}`;
const SELECTORS = [
  ...["google", "selector1", "zmail", "protonmail", "fm1", "sig1", "s1", "mailo", "k1", "mandrill"],
  ...["mailjet", "brevo1", "resend", "zendesk1", "kl", "fddkim"],
];
const PATHS = ["mg", "pm-bounces", "bounces", "bnc3", "send", "bounce"];

const tracesAt = async (name: string, known: readonly Observation[]) =>
  (await findProviderTraces(D, sessionKnowing(known))).filter(({ at }) => at.name === name);

describe("the questions about traces", () => {
  const names = async (known: readonly Observation[]) => {
    const { asked, ...session } = sessionKnowing(known);
    await findProviderTraces(D, session);
    expect(asked.every(({ through, isRight }) => through === "one-server" && isRight === undefined)).toBe(
      true,
    );
    return asked.map(({ name, type }) => `${type} ${name}`).toSorted();
  };
  const paths = PATHS.map((label) => `MX ${label}.${D}`);
  const keys = SELECTORS.map((one) => `TXT ${one}.${KEYS}`);

  it("are one for each provider's first selector, and for each return path", async () => {
    expect(await names([])).toEqual([`TXT ${KEYS}`, ...keys, ...paths].toSorted());
    expect(MAIL_PROVIDERS.filter(({ selectors }) => selectors !== undefined)).toHaveLength(SELECTORS.length);
  });

  it("leave the keys out only if the name above them does not exist", async () => {
    expect(await names([observed(KEYS, "TXT", GONE)])).toEqual([`TXT ${KEYS}`, ...paths].toSorted());
  });

  it.each<[string, Observation]>([
    ["exists without a text", observed(KEYS, "TXT", ABSENT)],
    ["has a text", observed(KEYS, "TXT", held("t=y"))],
    ["does not answer", observed(KEYS, "TXT", failed())],
    ["leads to a name that does not exist", observed(KEYS, "TXT", GONE, { aliases: ["x.example"] })],
  ])("include the keys if the name above them %s", async (_, above) => {
    expect(await names([above])).toEqual([`TXT ${KEYS}`, ...keys, ...paths].toSorted());
  });

  it("include the keys if nothing was observed above them", async () => {
    const session = sessionKnowing([]);
    const ask = async (questions: readonly Question[]) =>
      questions.some(({ name }) => name === KEYS) ? [] : session.ask(questions);
    expect(await findProviderTraces(D, { ...session, ask })).toHaveLength(SELECTORS.length);
  });
});

describe("a key", () => {
  const name = `google.${KEYS}`;
  it("is a trace at its TXT, with its texts", async () => {
    expect(await tracesAt(name, [observed(name, "TXT", held("p=MIIB"))])).toEqual([
      { kind: "dkim", selector: "google", aliases: [], texts: ["p=MIIB"], at: { name, type: "TXT" } },
    ]);
  });

  it("is a trace at its CNAME, if it has one", async () => {
    const known = [observed(name, "TXT", ABSENT, { aliases: ["key.x.example"] })];
    expect(await tracesAt(name, known)).toEqual([
      {
        kind: "dkim",
        selector: "google",
        aliases: ["key.x.example"],
        texts: [],
        at: { name, type: "CNAME" },
      },
    ]);
  });
});

describe("a return path", () => {
  const name = `mg.${D}`;
  it("is a trace of each of its mail servers", async () => {
    const known = [observed(name, "MX", held("10 MXA.mailgun.org.", "20 mxb.mailgun.org"))];
    expect(await tracesAt(name, known)).toEqual([
      { kind: "host", name: "mxa.mailgun.org", at: { name, type: "MX" } },
      { kind: "host", name: "mxb.mailgun.org", at: { name, type: "MX" } },
    ]);
  });

  it("is a trace of its CNAMEs' targets, too", async () => {
    const known = [observed(name, "MX", held("10 mxa.mailgun.org"), { aliases: ["a.example", "b.example"] })];
    expect(await tracesAt(name, known)).toEqual(
      ["a.example", "b.example", "mxa.mailgun.org"].map((host) => ({
        kind: "host",
        name: host,
        at: { name, type: "CNAME" },
      })),
    );
  });

  it("is no trace without records, or without an answer", async () => {
    expect(await tracesAt(name, [])).toEqual([]);
    expect(await tracesAt(name, [observed(name, "MX", failed())])).toEqual([]);
  });
});

describe("a delegation", () => {
  const name = `mg.${D}`;
  const servers = { nameServers: ["NS1.mailgun.org.", "ns2.mailgun.org"] };
  const traces = ["ns1.mailgun.org", "ns2.mailgun.org"];

  it("of a return path is a trace of its name servers", async () => {
    expect(await tracesAt(name, [observed(name, "MX", ABSENT, { zone: name, ...servers })])).toEqual(
      traces.map((server) => ({ kind: "host", name: server, at: { name, type: "NS" } })),
    );
  });

  it("of keys is a trace of their name servers, at the zone", async () => {
    const known = [observed(`s1.${KEYS}`, "TXT", ABSENT, { zone: KEYS, ...servers })];
    expect(await tracesAt(KEYS, known)).toEqual(
      traces.map((server) => ({ kind: "host", name: server, at: { name: KEYS, type: "NS" } })),
    );
  });

  it.each([
    ["of the domain itself", { zone: D, ...servers }],
    ["of a zone above the domain", { zone: "example", ...servers }],
    ["of a zone that only ends alike", { zone: `mg.x${D}`, ...servers }],
  ])("%s is no trace", async (_, more) => {
    const all = await findProviderTraces(D, sessionKnowing([observed(name, "MX", ABSENT, more)]));
    expect(all.filter(({ kind }) => kind === "host")).toEqual([]);
  });

  it("of an unknown zone is no trace", async () => {
    const { zone: _, ...whole } = observed(name, "MX", ABSENT, servers);
    const all = await findProviderTraces(D, sessionKnowing([whole]));
    expect(all.filter(({ kind }) => kind === "host")).toEqual([]);
  });
});

it("a domain's own MX and SPF records are traces, and its other texts are none", () => {
  const spf = "v=spf1 include:mailgun.org -all";
  expect(ownTraces(D, ["10 MX.x.example."], ["a=b", spf, "v=spf10"])).toEqual([
    { kind: "host", name: "mx.x.example", at: { name: D, type: "MX" } },
    { kind: "spf", text: spf, at: { name: D, type: "TXT" } },
  ]);
  expect(ownTraces(D, [], [])).toEqual([]);
});

it("values are those of records, and no others", () => {
  expect(valuesAt(observed(D, "MX", held("10 a.example", "5 b.example")))).toEqual([
    "10 a.example",
    "5 b.example",
  ]);
  expect(valuesAt(observed(D, "MX", { [NS1]: failed(), [NS2]: held("10 a.example") }))).toEqual([
    "10 a.example",
  ]);
  expect([ABSENT, failed()].flatMap((answer) => valuesAt(observed(D, "MX", answer)))).toEqual([]);
  expect(valuesAt(undefined)).toEqual([]);
});

describe("the providers found", () => {
  const mx = (name: string, type: "MX" | "CNAME" = "MX", at = D): PlacedTrace => ({
    kind: "host",
    name,
    at: { name: at, type },
  });
  const spf: PlacedTrace = {
    kind: "spf",
    text: "v=spf1 include:mailgun.org include:_spf.google.com -all",
    at: { name: D, type: "TXT" },
  };

  it("are each listed once, with each kind and place once, in the order of the traces", () => {
    const traces = [mx("mxb.mailgun.org"), mx("mxa.mailgun.org"), mx("mxa.mailgun.org", "CNAME"), spf, spf];
    expect(foundProviders([...traces, mx("mxa.mailgun.org", "MX", `mg.${D}`)])).toEqual([
      {
        name: "Mailgun",
        kind: "sender",
        seenIn: ["host", "spf"],
        seenAt: [
          { name: D, type: "MX" },
          { name: D, type: "CNAME" },
          { name: D, type: "TXT" },
          { name: `mg.${D}`, type: "MX" },
        ],
      },
      { name: "Google Workspace", kind: "mailbox", seenIn: ["spf"], seenAt: [{ name: D, type: "TXT" }] },
    ]);
  });

  it("are none if no trace shows one", () => {
    expect(foundProviders([])).toEqual([]);
    expect(foundProviders([mx("mx.x.example")])).toEqual([]);
  });
});
