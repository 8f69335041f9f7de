import { expect, it } from "vitest";
import { answerIn, askThrough } from "#core/dns/ask-through";
import type { DnsAnswer, DnsSession, Observation, Question } from "#core/dns/observation";

const RECORDS: DnsAnswer = { kind: "records", values: ["v=spf1 -all"], ttl: 60 };
const ABSENT: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };
const SILENT: DnsAnswer = { kind: "unknown", reason: "timeout" };

const said = (answer: DnsAnswer) => ({ server: "ns.example", address: "192.0.2.53", answer });

function sighting(authoritative: readonly DnsAnswer[], more: Partial<Observation> = {}): Observation {
  return {
    name: "x.example",
    type: "TXT",
    nameServers: [],
    authoritative: authoritative.map(said),
    recursive: [],
    aliases: [],
    zoneExists: "unknown",
    ...more,
  };
}

it("prefers records to an absence, and an absence to no answer", () => {
  expect(answerIn(sighting([SILENT, ABSENT, RECORDS]))).toEqual(RECORDS);
  expect(answerIn(sighting([SILENT, ABSENT]))).toEqual(ABSENT);
  expect(answerIn(sighting([SILENT]))).toEqual(SILENT);
});

it("uses a resolver's answer only where no name server was asked", () => {
  expect(answerIn(sighting([], { recursive: [said(RECORDS)] }))).toEqual(RECORDS);
  expect(answerIn(sighting([SILENT], { recursive: [said(RECORDS)] }))).toEqual(SILENT);
});

it("concludes that a domain which does not exist has no records", () => {
  expect(answerIn(sighting([], { zoneExists: "no" }))).toMatchObject({ kind: "absent", nxdomain: true });
  expect(answerIn(sighting([])).kind).toBe("unknown");
});

it("asks name servers for a domain's own names, and a resolver for those of others", async () => {
  const asked: Question[] = [];
  const session: DnsSession = {
    ask: async (questions) => {
      asked.push(...questions);
      return questions.map(() => sighting([RECORDS]));
    },
    queries: () => 0,
    end: () => undefined,
  };
  const ask = askThrough(session, "oxfordstones.example");
  await ask("email.oxfordstones.example", "TXT");
  await ask("amazonses.com", "TXT");
  await ask("notoxfordstones.example", "TXT");
  expect(await ask("jumpin' jupiter.example", "A")).toMatchObject({ kind: "absent", nxdomain: true });
  expect((await ask("1.2.0.192.in-addr.arpa", "PTR")).kind).toBe("unknown");
  expect(asked.map(({ through }) => through)).toEqual(["one-server", "resolver", "resolver"]);
});

it("returns unknown where a session gives no observation", async () => {
  const session: DnsSession = { ask: async () => [], queries: () => 0, end: () => undefined };
  expect(await askThrough(session, "oxfordstones.example")("oxfordstones.example", "MX")).toEqual({
    kind: "unknown",
    reason: "no-name-server",
  });
});
