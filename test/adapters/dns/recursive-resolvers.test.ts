import { AUTHORITATIVE_ANSWER, encode, RECURSION_AVAILABLE } from "dns-packet";
import { describe, expect, it } from "vitest";
import type { ExchangeQuestion } from "#adapters/dns/exchange";
import { LIMITS } from "#adapters/dns/limits";
import { createRecursiveResolvers, mayBeSignatures } from "#adapters/dns/recursive-resolvers";
import type { DnsAnswer } from "#core/dns/observation";
import { type Fault, type Host, record } from "./dns-host.ts";
import { SERVFAIL } from "./fake-resolvers.ts";
import { memoryServers } from "./memory-servers.ts";
import { CNAME, D } from "./oxford-zone.ts";

const KNOWING: Host = { zones: "recursive", records: [record(D, "A", "192.0.2.1"), CNAME] };
const faulty = (fault: Fault): Host => ({ ...KNOWING, fault });
const ANSWER: DnsAnswer = { kind: "records", values: ["192.0.2.1"], ttl: 300 };

function resolversOf(hosts: Readonly<Record<string, Host>>, { mayReplaceRoot = false, port = 53 } = {}) {
  const servers = memoryServers(hosts);
  const questions: ExchangeQuestion[] = [];
  const endpoints = Object.keys(hosts).map((address) => ({ address, port }));
  const resolvers = createRecursiveResolvers(
    endpoints,
    mayReplaceRoot,
    (endpoint, question) => {
      questions.push(question);
      return servers.exchange(endpoint, question);
    },
    LIMITS,
  );
  return { resolvers, questions, asked: () => servers.asked.map((one) => one.slice(0, 1)).join("") };
}

describe("a question to the resolvers", () => {
  it("goes to the first one, with recursion and with its check of signatures", async () => {
    const { resolvers, questions, asked } = resolversOf({ a: KNOWING, b: KNOWING });
    expect(await resolvers.find(D, "A")).toStrictEqual({
      server: "a",
      address: "a",
      answer: ANSWER,
      aliases: [],
    });
    expect([asked(), questions]).toEqual(["a", [{ name: D, type: "A", recursive: true, unchecked: false }]]);
  });

  it("goes to the next one if that one fails, which comes last from then on", async () => {
    const { resolvers, asked } = resolversOf({ a: faulty("servfail"), b: KNOWING, c: KNOWING });
    expect((await resolvers.find(D, "A")).server).toBe("b");
    await resolvers.find(D, "A");
    expect((await resolvers.findElsewhere(D, "A"))?.server).toBe("c");
    await resolvers.findUnchecked(D, "A");
    expect(asked()).toBe("abbcb");
  });

  it("goes twice to the only one, if that one fails", async () => {
    const { resolvers, asked } = resolversOf({ a: faulty("drop") });
    expect((await resolvers.find(D, "A")).answer).toEqual({ kind: "unknown", reason: "timeout" });
    expect(await resolvers.findElsewhere(D, "A")).toBeUndefined();
    expect(asked()).toBe("aa");
  });

  it("is not sent again once the budget is spent", async () => {
    const sent: string[] = [];
    const resolvers = createRecursiveResolvers(
      ["a", "b"].map((address) => ({ address, port: 53 })),
      false,
      async ({ address }) => {
        sent.push(address);
        return { kind: "unknown", reason: "over-budget" };
      },
      LIMITS,
    );
    expect((await resolvers.find(D, "A")).answer).toMatchObject({ reason: "over-budget" });
    await resolvers.askAll(D, "A");
    expect(sent).toEqual(["a", "a", "b"]);
  });

  it("needs a resolver", async () => {
    const { resolvers } = resolversOf({});
    const nowhere = {
      server: "",
      address: "",
      answer: { kind: "unknown", reason: "no-name-server" },
      aliases: [],
    };
    expect(await resolvers.find(D, "A")).toEqual(nowhere);
    expect(await resolvers.findUnchecked(D, "A")).toEqual(nowhere);
    expect(await resolvers.findElsewhere(D, "A")).toBeUndefined();
    expect(await resolvers.askAll(D, "A")).toEqual([]);
  });

  it("may be sent without the check of signatures", async () => {
    const { resolvers, questions } = resolversOf({ a: faulty("bogus") });
    expect((await resolvers.findUnchecked(D, "A")).answer).toEqual(ANSWER);
    expect(questions).toMatchObject([{ unchecked: true }]);
  });

  it("goes to all of them where their caches matter, again to each that fails", async () => {
    const { resolvers, asked } = resolversOf({ a: KNOWING, b: faulty("refuse") });
    expect(await resolvers.askAll(D, "A")).toStrictEqual([
      { server: "a", address: "a", answer: ANSWER },
      { server: "b", address: "b", answer: { kind: "unknown", reason: "refused" } },
    ]);
    expect(asked()).toBe("abb");
  });

  it("is answered with the CNAMEs on the way, and a denial with the zone of its SOA", async () => {
    const { resolvers } = resolversOf({ a: KNOWING });
    expect(await resolvers.find(CNAME.name, "A")).toMatchObject({ aliases: ["t1.dkim.amazonses.com"] });
    expect(await resolvers.find("city.example", "NS")).toMatchObject({ enclosingZone: "example" });
    expect(await resolvers.find(D, "A")).not.toHaveProperty("enclosingZone");
  });
});

describe("a test server", () => {
  it("may offer recursion and hold zones, whose CNAMEs to other zones it leaves to the one who asks", async () => {
    const target = "t1.dkim.amazonses.com";
    const script: Host["script"] = ({ id = 0 }, question) => {
      const answers = question.name === target ? [record(target, "A", "192.0.2.1")] : [CNAME];
      const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE;
      return encode({ type: "response", id, flags, questions: [question], answers });
    };
    const { resolvers } = resolversOf({ a: { ...KNOWING, script } }, { mayReplaceRoot: true, port: 5353 });
    expect(await resolvers.find(CNAME.name, "A")).toMatchObject({ answer: ANSWER, aliases: [target] });
  });

  const authority: Host = { zones: [D], records: [record(D, "A", "192.0.2.1")] };

  it.each<[string, boolean, Host, { readonly mayReplaceRoot: boolean; readonly port?: number }]>([
    ["is a server without recursion", true, authority, { mayReplaceRoot: true }],
    ["is a resolver on another port than 53", true, KNOWING, { mayReplaceRoot: true, port: 5353 }],
    ["is no resolver on port 53", false, KNOWING, { mayReplaceRoot: true }],
    ["is no server that fails", false, faulty("drop"), { mayReplaceRoot: true }],
    ["is none where nothing may replace the root", false, authority, { mayReplaceRoot: false, port: 5353 }],
  ])("%s: %s", async (_, isOne, host, options) => {
    const { resolvers } = resolversOf({ a: host }, options);
    expect(resolvers.testServer()).toBeUndefined();
    await resolvers.find(D, "A");
    expect(resolvers.testServer()).toEqual(isOne ? { address: "a", port: options.port ?? 53 } : undefined);
  });

  it("answers from its zones, which a resolver without recursion must not do", async () => {
    const options = { mayReplaceRoot: true };
    expect((await resolversOf({ a: authority }, options).resolvers.find(D, "A")).answer).toEqual(ANSWER);
    expect((await resolversOf({ a: authority }).resolvers.find(D, "A")).answer).toMatchObject({
      reason: "lame",
    });
  });
});

it.each<[boolean, readonly DnsAnswer[]]>([
  [true, [SERVFAIL]],
  [true, [SERVFAIL, SERVFAIL]],
  [false, [SERVFAIL, ANSWER]],
  [false, [SERVFAIL, { kind: "unknown", reason: "timeout" }]],
  [false, []],
])("invalid signatures may explain (%s) that the resolvers answer %j", (mayBe, answers) => {
  expect(mayBeSignatures(answers.map((answer) => ({ server: "", address: "", answer })))).toBe(mayBe);
});
