import { describe, expect, it } from "vitest";
import { LIMITS } from "#adapters/dns/limits";
import { ServerPauses } from "#adapters/dns/server-pauses";
import { type Pausing, ServerQuestions } from "#adapters/dns/server-questions";
import type { Zone } from "#adapters/dns/zone";
import { type Fault, type Host, record } from "./dns-host.ts";
import { memoryServers, nameServer } from "./memory-servers.ts";
import { CNAME, D } from "./oxford-zone.ts";

const [A, B, C] = [nameServer("a", "a"), nameServer("b", "b"), nameServer("c", "c")];
const ZONE: Zone = { kind: "zone", name: D, servers: [A, B, C], isKnown: true };
const GOOD: Host = { zones: [D], records: [CNAME] };
const refusing: Host = { ...GOOD, fault: "refuse" };

function questionsTo(hosts: Readonly<Record<string, Host>>, pausing?: Pausing) {
  const { exchange, asked } = memoryServers(hosts);
  const questions = new ServerQuestions(exchange, 53, LIMITS, pausing);
  const ask = (server = A) => questions.ask(server, CNAME.name, "CNAME", D);
  const able = () => questions.able(ZONE).map(({ name }) => name);
  return { questions, ask, able, asked };
}

describe("the servers that can answer", () => {
  it("are all servers while none has failed", async () => {
    const { ask, able } = questionsTo({ a: GOOD });
    expect(able()).toEqual(["a", "b", "c"]);
    await ask();
    expect(able()).toEqual(["a", "b", "c"]);
  });

  it("are those that have not failed in this session, or all of them once each has failed", async () => {
    const { questions, ask, able } = questionsTo({ a: GOOD, b: refusing, c: refusing });
    await ask(B);
    expect(able()).toEqual(["a", "c"]);
    await ask(C);
    expect([...questions.failed]).toEqual(["b", "c"]);
    expect(able()).toEqual(["a"]);
    questions.failed.add("a");
    expect(able()).toEqual(["a", "b", "c"]);
  });

  it("are never those that pause in this minute", async () => {
    const pauses = new ServerPauses();
    pauses.note("c", D, false, 7);
    const { ask, able } = questionsTo({ a: refusing, b: refusing }, { pauses, minute: 7 });
    expect(able()).toEqual(["a", "b"]);
    // The servers that fail in this session pause, too.
    await ask(A);
    expect(able()).toEqual(["b"]);
    await ask(B);
    expect(able()).toEqual([]);
    expect(pauses.able(ZONE.servers, D, 8)).toEqual(ZONE.servers);
  });

  it("include again the one that answers, and one that only the budget kept from being asked", async () => {
    const pauses = new ServerPauses();
    for (const name of ["a", "b"]) pauses.note(name, D, false, 6);
    const { ask } = questionsTo({ a: GOOD }, { pauses, minute: 7 });
    await ask(A);
    pauses.note("a", D, false, 7);
    // The first failure after an answer makes a pause of one minute, the second one in a row makes two.
    pauses.note("b", D, false, 7);
    expect(pauses.able(ZONE.servers, D, 8).map(({ name }) => name)).toEqual(["a", "c"]);
    const exchange = async () => ({ kind: "unknown", reason: "over-budget" }) as const;
    await new ServerQuestions(exchange, 53, LIMITS, { pauses, minute: 9 }).ask(C, D, "A", D);
    expect(pauses.able(ZONE.servers, D, 9)).toContain(C);
  });
});

describe("a question", () => {
  const two = nameServer("a", "first", "second");

  it.each<[string, readonly string[], string, Fault | undefined, Fault | undefined]>([
    ["answers", ["first"], "first", undefined, undefined],
    ["refuses", ["first"], "first", "refuse", undefined],
    ["is silent", ["first", "second"], "second", "drop", undefined],
    ["sends what nobody can read", ["first", "second"], "second", "malformed", undefined],
    ["and the second are silent", ["first", "second"], "first", "drop", "drop"],
  ])("goes to the addresses that it needs: if the first %s, to %j", async (_, at, named, fault, other) => {
    const hostWith = (one: Fault | undefined): Host => (one === undefined ? GOOD : { ...GOOD, fault: one });
    const { ask, asked } = questionsTo({ first: hostWith(fault), second: hostWith(other) });
    expect((await ask(two)).address).toBe(named);
    expect(asked.map((one) => one.split(" ")[0])).toEqual(at);
  });

  it("goes twice to the only address", async () => {
    const { ask, asked } = questionsTo({});
    expect((await ask()).meaning).toMatchObject({ answer: { kind: "unknown", reason: "timeout" } });
    expect(asked).toHaveLength(2);
  });

  it("is not sent to a server without an address, whose refused address is the evidence", async () => {
    const { ask, asked } = questionsTo({});
    const refused = { ...nameServer("a"), reason: "forbidden-address", refused: "10.0.0.1" } as const;
    const meaning = { kind: "answer", answer: { kind: "unknown", reason: "forbidden-address" }, aliases: [] };
    expect(await ask(refused)).toEqual({ server: "a", address: "10.0.0.1", meaning });
    expect((await ask(nameServer("a"))).address).toBe("");
    expect(asked).toEqual([]);
  });

  it("goes to the port of all name servers, without recursion", async () => {
    const sent: unknown[] = [];
    const exchange = async (...one: unknown[]) => {
      sent.push(...one);
      return { kind: "unknown", reason: "refused" } as const;
    };
    await new ServerQuestions(exchange, 5353, LIMITS).ask(A, D, "MX", D);
    expect(sent).toEqual([
      { address: "a", port: 5353 },
      { name: D, type: "MX", recursive: false },
    ]);
  });
});

it("keeps the SOA fields of the zones in the answers", async () => {
  const { questions, ask } = questionsTo({ a: GOOD, b: { zones: [D], records: [] } });
  await ask(A);
  expect(questions.authorities.size).toBe(0);
  await ask(B);
  expect([...questions.authorities]).toEqual([[D, { primary: `ns.${D}`, admin: `host.${D}`, serial: 0 }]]);
});

it("takes neither a referral nor an alias for a failure", async () => {
  const { questions, ask } = questionsTo({
    a: { zones: [D], records: [record(`_domainkey.${D}`, "NS", "ns.host.example")] },
    b: { zones: [D], records: [record(CNAME.name, "CNAME", "host.example")] },
  });
  expect((await ask(A)).meaning.kind).toBe("referral");
  expect((await questions.ask(B, CNAME.name, "MX", D)).meaning.kind).toBe("alias");
  expect(questions.failed.size).toBe(0);
});
