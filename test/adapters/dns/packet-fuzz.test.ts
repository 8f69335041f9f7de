import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type Answer, decode, encode } from "dns-packet";
import { expect, it, onTestFinished } from "vitest";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { interpretAuthoritative, interpretRecursive } from "#adapters/dns/interpretation";
import { type Query, readReply } from "#adapters/dns/message";
import { createRandom } from "../../support/random.ts";
import { mx, record, txt } from "./dns-host.ts";
import { mutate } from "./mutation.ts";

const PACKETS = 100_000;
const SESSIONS = 150;
const LONGEST = 16_384;
const CHAIN = 8;
const D = "oxford.example";
const NAME = `email.${D}`;
const QUERY: Query = { id: 0x1234, name: NAME, type: "MX", recursive: false, edns: true };

const head = {
  type: "response" as const,
  id: QUERY.id,
  questions: [{ name: NAME, type: "MX" as const }],
};
const soa: Answer = { name: D, type: "SOA", data: { mname: `ns.${D}`, rname: `host.${D}` } };
const REPLIES: readonly Buffer[] = [
  encode({ ...head, flags: 1 << 10, answers: [mx(NAME, 10, "feedback-smtp.eu-west-1.amazonses.com")] }),
  encode({
    ...head,
    flags: (1 << 10) | (1 << 7),
    answers: [
      record(NAME, "CNAME", `a.${D}`),
      record(`a.${D}`, "CNAME", NAME),
      txt(NAME, "v=spf1 ", "include:amazonses.com ~all"),
      { name: NAME, type: "AAAA", data: "2001:db8::1" },
      { name: NAME, type: "CAA", data: { tag: "issue", value: "ca.example" } },
    ],
  }),
  encode({ ...head, flags: (1 << 10) | 3, authorities: [soa] }),
  encode({
    ...head,
    authorities: [record(NAME, "NS", `ns1.${NAME}`), record(NAME, "NS", "ns.elsewhere.example")],
    additionals: [record(`ns1.${NAME}`, "A", "192.0.2.1")],
  }),
];

it("survives a hundred thousand mutated packets, and returns no more records than their length allows", () => {
  const random = createRandom();
  console.log(`packets: FUZZ_SEED=${random.seed}`);
  const kinds = new Map<string, number>();
  for (let count = 0; count < PACKETS; count += 1) {
    const packet = mutate(random.pick(REPLIES), random);
    const reading = readReply(packet, QUERY, LONGEST);
    kinds.set(reading.kind, (kinds.get(reading.kind) ?? 0) + 1);
    if (reading.kind !== "reply") continue;
    const { answers, authorities, additionals } = reading.reply;
    // The smallest record has one byte of name, and ten of type, class, TTL and length (RFC 1035 §4.1.3).
    const records = answers.length + authorities.length + additionals.length;
    if (records * 11 > packet.length) throw new Error(`${records} records in ${packet.toString("hex")}`);
    interpretAuthoritative(reading.reply, QUERY, D, CHAIN);
    interpretRecursive(reading.reply, QUERY, CHAIN);
  }
  expect(new Set(kinds.keys())).toEqual(new Set(["reply", "malformed", "stranger", "truncated"]));
  expect(kinds.get("reply")).toBeGreaterThan(PACKETS / 20);
});

it("ends every check of servers that send mutated packets, within its bounds", async () => {
  const random = createRandom();
  console.log(`sessions: FUZZ_SEED=${random.seed}`);
  const server = createSocket("udp4");
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  server.on("message", (message, from) => {
    const { id, questions } = decode(message);
    const [question] = questions ?? [];
    if (question === undefined) return;
    const reply = decode(random.pick(REPLIES));
    const renamed = (reply.answers ?? []).map((one) => ({ ...one, name: question.name }));
    const whole = encode({
      ...reply,
      ...(id === undefined ? {} : { id }),
      questions: [question],
      answers: renamed,
    });
    server.send(random.below(3) === 0 ? whole : mutate(whole, random), from.port, from.address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const resolver = createDnsResolver({
    resolvers: [{ address: "127.0.0.1", port }],
    port,
    allowedRanges: ["127.0.0.0/8"],
    mayReplaceRoot: true,
    limits: { queryMs: 20, sessionMs: 300 },
  });
  for (let count = 0; count < SESSIONS; count += 1) {
    const session = resolver.open();
    const types = ["MX", "TXT", "CNAME", "NS", "SOA"] as const;
    const sightings = await session.ask(types.map((type) => ({ name: NAME, type, isRight: () => true })));
    session.end();
    expect(sightings.map(({ type }) => type)).toEqual(types);
    expect(session.queries()).toBeLessThanOrEqual(150);
  }
});
