import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { decode, encode } from "dns-packet";
import { describe, expect, it, onTestFinished } from "vitest";
import { askOverTcp, askOverUdp } from "#adapters/dns/transport";
import { txt } from "./dns-host.ts";

const ADDRESS = "127.0.0.1";
const NAME = "oxford.example";
const ASKED = { name: NAME, type: "TXT", recursive: false, edns: true } as const;
const LIMITS = { queryMs: 2_000, messageBytes: 512 };
const SHORT = { ...LIMITS, queryMs: 30 };
const TRUNCATED = 1 << 9;
const ANSWER = { kind: "reply", reply: { answers: [{ value: "right" }] } };

/** Makes the answer to a query, with this text. */
function answerTo(query: Buffer, text = "right", flags = 0): Buffer {
  const { id = 0, questions = [] } = decode(query);
  return encode({ type: "response", id, flags, questions, answers: [txt(NAME, text)] });
}

const framed = (message: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
};

/** Starts a server over UDP that sends these packets for a query, in this order. */
async function overUdp(packets: (query: Buffer) => readonly Buffer[]) {
  const server = createSocket("udp4");
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  server.on("message", (query, from) => {
    for (const packet of packets(query)) server.send(packet, from.port, from.address);
  });
  server.bind(0, ADDRESS);
  await once(server, "listening");
  return { address: ADDRESS, port: server.address().port };
}

/** Starts a server over TCP, and notes the queries with their lengths before them. */
async function overTcp(onQuery: (connection: Socket, query: Buffer) => void) {
  const queries: Buffer[] = [];
  const server = createServer((connection) => {
    connection.on("error", () => connection.destroy());
    connection.on("data", (data) => {
      queries.push(data);
      onQuery(connection, data.subarray(2));
    });
  });
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  server.listen(0, ADDRESS);
  await once(server, "listening");
  return { endpoint: { address: ADDRESS, port: (server.address() as AddressInfo).port }, queries };
}

describe("over UDP", () => {
  it("a packet that is no answer does not end the wait for the answer", async () => {
    const endpoint = await overUdp((query) => {
      const other = Buffer.from(query);
      other.writeUInt16BE(query.readUInt16BE(0) ^ 1, 0);
      return [query, answerTo(other, "wrong"), Buffer.alloc(1), answerTo(query)];
    });
    expect(await askOverUdp(endpoint, ASKED, LIMITS)).toMatchObject(ANSWER);
  });

  it("an answer may be truncated, malformed, or longer than is read", async () => {
    const kindOf = async (packet: (query: Buffer) => Buffer) => {
      const endpoint = await overUdp((query) => [packet(query)]);
      return (await askOverUdp(endpoint, ASKED, LIMITS)).kind;
    };
    expect(await kindOf((query) => answerTo(query, "cut", TRUNCATED))).toBe("truncated");
    expect(await kindOf((query) => answerTo(query).subarray(0, 30))).toBe("malformed");
    expect(await kindOf((query) => Buffer.concat([answerTo(query), Buffer.alloc(512)]))).toBe("malformed");
  });

  it("a server is silent that does not answer in time, or whose address cannot be asked", async () => {
    expect(await askOverUdp(await overUdp(() => []), ASKED, SHORT)).toEqual({ kind: "silent" });
    expect(await askOverUdp({ address: "255.255.255.255", port: 53 }, ASKED, LIMITS)).toEqual({
      kind: "silent",
    });
  });
});

describe("over TCP", () => {
  it("a query comes after its length, and the answer may come in pieces", async () => {
    const { endpoint, queries } = await overTcp((connection, query) => {
      connection.setNoDelay();
      const bytes = framed(answerTo(query));
      const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 2), bytes.subarray(2, 20), bytes.subarray(20)];
      for (const [turn, piece] of pieces.entries()) setTimeout(() => connection.write(piece), 3 * turn);
    });
    expect(await askOverTcp(endpoint, ASKED, LIMITS)).toMatchObject(ANSWER);
    const [query = Buffer.alloc(2)] = queries;
    expect(query.readUInt16BE(0)).toBe(query.length - 2);
    expect(decode(query.subarray(2))).toMatchObject({
      type: "query",
      questions: [{ name: NAME, type: "TXT" }],
    });
  });

  it("what follows the answer is not read", async () => {
    const { endpoint } = await overTcp((connection, query) => {
      connection.write(Buffer.concat([framed(answerTo(query)), framed(answerTo(query, "wrong"))]));
    });
    expect(await askOverTcp(endpoint, ASKED, LIMITS)).toMatchObject(ANSWER);
  });

  it.each<[string, (query: Buffer) => Buffer]>([
    ["is longer than is read, before it has come", () => Buffer.from([2, 1])],
    ["is truncated once more", (query) => framed(answerTo(query, "cut", TRUNCATED))],
    ["is no answer to the query", (query) => framed(query)],
    ["is empty", () => framed(Buffer.alloc(0))],
    ["is cut", (query) => framed(answerTo(query).subarray(0, 30))],
  ])("a message is malformed that %s", async (_, message) => {
    const { endpoint } = await overTcp((connection, query) => void connection.write(message(query)));
    expect(await askOverTcp(endpoint, ASKED, LIMITS)).toEqual({ kind: "malformed" });
  });

  it("a message of exactly the longest length is read", async () => {
    const { endpoint } = await overTcp((connection, query) => {
      const answer = answerTo(query);
      connection.write(framed(Buffer.concat([answer, Buffer.alloc(LIMITS.messageBytes - answer.length)])));
    });
    expect(await askOverTcp(endpoint, ASKED, LIMITS)).toMatchObject(ANSWER);
  });

  it.each<[string, (connection: Socket, query: Buffer) => void, typeof LIMITS]>([
    [
      "closes the connection within its answer",
      (connection, query) => void connection.end(framed(answerTo(query)).subarray(0, 9)),
      LIMITS,
    ],
    ["resets the connection", (connection) => void connection.resetAndDestroy(), LIMITS],
    ["does not answer in time", () => undefined, SHORT],
  ])("a server is silent that %s", async (_, onQuery, limits) => {
    const { endpoint } = await overTcp(onQuery);
    expect(await askOverTcp(endpoint, ASKED, limits)).toEqual({ kind: "silent" });
  });

  it("a server is silent that does not listen", async () => {
    const { port } = await overUdp(() => []);
    expect(await askOverTcp({ address: ADDRESS, port }, ASKED, LIMITS)).toEqual({ kind: "silent" });
  });
});

it.each([
  ["UDP", askOverUdp],
  ["TCP", askOverTcp],
] as const)("a query over %s begins in its session, whose end cancels it", async (_, ask) => {
  const events: string[] = [];
  const underWay: { giveUp(): void }[] = [];
  const session = {
    begin: (query: { giveUp(): void }) => void underWay.push(query),
    leave: () => void events.push("leaves"),
  };
  const endpoint = await overUdp(() => []);
  const { endpoint: tcp } = await overTcp(() => undefined);
  const answer = ask(ask === askOverTcp ? tcp : endpoint, ASKED, { ...LIMITS, queryMs: 60_000 }, session);
  expect([underWay.length, ...events]).toEqual([1]);
  for (const query of underWay) query.giveUp();
  expect(await answer).toEqual({ kind: "silent" });
  expect(events).toEqual(["leaves"]);
});
