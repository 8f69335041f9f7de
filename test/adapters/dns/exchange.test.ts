import { type Answer, encode } from "dns-packet";
import { expect, it, onTestFinished } from "vitest";
import { Budget } from "#adapters/dns/budget";
import {
  createExchange,
  type EdnsRefusals,
  type ExchangeAnswer,
  isWorthAnother,
} from "#adapters/dns/exchange";
import { LIMITS, type Limits } from "#adapters/dns/limits";
import type { UnknownReason } from "#core/dns/observation";
import { type Host, txt } from "./dns-host.ts";
import { startDnsNetwork } from "./dns-network.ts";

const NAME = "oxford.example";
const RECORD = txt(NAME, "v=spf1 -all");
const ADDRESS = "127.0.0.1";
const TRUNCATED = 1 << 9;
const [NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED, YXDOMAIN] = [0, 1, 2, 3, 4, 5, 6];

/** Its upper bits are in the OPT record (RFC 6891 §6.1.3). */
const BADVERS = 16;
const VERSION_REFUSED: Answer = {
  type: "OPT",
  name: ".",
  udpPayloadSize: 1232,
  extendedRcode: 1,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

/** The time limit where a server is silent; elsewhere, a slow machine may take longer. */
const SHORT = { queryMs: 100 };

/** The kind of a query: its transport, and whether it has EDNS. */
type Kind = "UDP" | "UDP+EDNS" | "TCP" | "TCP+EDNS";

/** The replies of a server: a response code, or the truncation flag; none for a kind means silence. */
type Replies = Partial<Record<Kind, number>>;

async function serve(replies: Replies) {
  const asked: string[] = [];
  const script: Host["script"] = ({ id = 0, additionals = [] }, question, tcp) => {
    const kind: Kind = `${tcp ? "TCP" : "UDP"}${additionals.length > 0 ? "+EDNS" : ""}`;
    asked.push(kind);
    const code = replies[kind];
    if (code === undefined) return undefined;
    const answers: Answer[] = code === NOERROR ? [RECORD] : [];
    return encode({
      type: "response",
      id,
      flags: code === BADVERS ? 0 : code,
      questions: [question],
      answers,
      additionals: code === BADVERS ? [VERSION_REFUSED] : [],
    });
  };
  const network = await startDnsNetwork({ [ADDRESS]: { zones: [], records: [], script } });
  onTestFinished(() => network.stop());
  return { asked, endpoint: { address: ADDRESS, port: network.port } };
}

function exchangeWithin(limits: Partial<Limits> = {}, ednsAt?: EdnsRefusals) {
  const all = { ...LIMITS, ...limits };
  const budget = new Budget(all);
  onTestFinished(() => budget.giveUp());
  return { exchange: createExchange(budget, all, ednsAt), budget };
}

const question = { name: NAME, type: "TXT", recursive: false } as const;
const meant = (answer: ExchangeAnswer) => (answer.kind === "unknown" ? answer.reason : answer.kind);

it.each<[string, Replies, Kind[], string]>([
  ["answers", { "UDP+EDNS": NOERROR }, ["UDP+EDNS"], "reply"],
  ["denies the name", { "UDP+EDNS": NXDOMAIN }, ["UDP+EDNS"], "reply"],
  ["refuses", { "UDP+EDNS": REFUSED }, ["UDP+EDNS"], "refused"],
  ["answers with a code that has no meaning here", { "UDP+EDNS": YXDOMAIN }, ["UDP+EDNS"], "servfail"],
  ["truncates", { "UDP+EDNS": TRUNCATED, "TCP+EDNS": NOERROR }, ["UDP+EDNS", "TCP+EDNS"], "reply"],
  [
    "truncates, and has no EDNS over TCP",
    { "UDP+EDNS": TRUNCATED, "TCP+EDNS": FORMERR, UDP: TRUNCATED, TCP: NOERROR },
    ["UDP+EDNS", "TCP+EDNS", "UDP", "TCP"],
    "reply",
  ],
  ["has no EDNS", { "UDP+EDNS": FORMERR, UDP: NOERROR }, ["UDP+EDNS", "UDP"], "reply"],
  ["has another EDNS", { "UDP+EDNS": BADVERS, UDP: NOERROR }, ["UDP+EDNS", "UDP"], "reply"],
  [
    "has no EDNS, and truncates",
    { "UDP+EDNS": NOTIMP, UDP: TRUNCATED, TCP: NOERROR },
    ["UDP+EDNS", "UDP", "TCP"],
    "reply",
  ],
  ["fails with EDNS and without", { "UDP+EDNS": SERVFAIL, UDP: SERVFAIL }, ["UDP+EDNS", "UDP"], "servfail"],
  ["cannot read either query", { "UDP+EDNS": FORMERR, UDP: FORMERR }, ["UDP+EDNS", "UDP"], "malformed"],
  ["does not implement the question", { "UDP+EDNS": NOTIMP, UDP: NOTIMP }, ["UDP+EDNS", "UDP"], "refused"],
  ["is silent without EDNS", { "UDP+EDNS": SERVFAIL }, ["UDP+EDNS", "UDP"], "timeout"],
  ["is silent", {}, ["UDP+EDNS"], "timeout"],
])("asks a server as often as is useful: one that %s", async (_, replies, kinds, meaning) => {
  const { asked, endpoint } = await serve(replies);
  const { exchange } = exchangeWithin(meaning === "timeout" ? SHORT : {});
  const answer = await exchange(endpoint, question);
  expect(asked).toEqual(kinds);
  expect(meant(answer)).toBe(meaning);
});

it.each<[number, Kind[]]>([
  [SERVFAIL, ["UDP+EDNS"]],
  [FORMERR, ["UDP+EDNS", "UDP"]],
  [NOTIMP, ["UDP+EDNS", "UDP"]],
])("asks a resolver that answers with code %i for these queries: %j", async (code, kinds) => {
  const { asked, endpoint } = await serve({ "UDP+EDNS": code, UDP: code });
  await exchangeWithin().exchange(endpoint, { ...question, recursive: true });
  expect(asked).toEqual(kinds);
});

it.each([
  [{ recursive: false }, { flag_rd: false, flag_cd: false }],
  [{ recursive: true }, { flag_rd: true, flag_cd: false }],
  [
    { recursive: true, unchecked: true },
    { flag_rd: true, flag_cd: true },
  ],
])("asks for what the question wants: %j", async (wants, flags) => {
  const queries: unknown[] = [];
  const script: Host["script"] = (query, asked) => {
    queries.push(query);
    return encode({ type: "response", id: query.id ?? 0, flags: REFUSED, questions: [asked] });
  };
  const network = await startDnsNetwork({ [ADDRESS]: { zones: [], records: [], script } });
  onTestFinished(() => network.stop());
  const endpoint = { address: ADDRESS, port: network.port };
  await exchangeWithin().exchange(endpoint, { name: NAME, type: "TXT", ...wants });
  expect(queries).toMatchObject([{ questions: [{ name: NAME, type: "TXT" }], ...flags }]);
});

it.each<[string, Replies, "refused" | "no-matter", Kind]>([
  ["answers without EDNS only", { "UDP+EDNS": SERVFAIL, UDP: NOERROR }, "refused", "UDP"],
  ["refuses the question itself without EDNS", { "UDP+EDNS": FORMERR, UDP: REFUSED }, "refused", "UDP"],
  ["fails without EDNS, too", { "UDP+EDNS": SERVFAIL, UDP: SERVFAIL }, "no-matter", "UDP+EDNS"],
  ["is silent without EDNS", { "UDP+EDNS": SERVFAIL }, "no-matter", "UDP+EDNS"],
])("remembers what the next query needs of a server that %s", async (_, replies, known, next) => {
  const { asked, endpoint } = await serve(replies);
  const ednsAt: EdnsRefusals = new Map();
  const limits = replies.UDP === undefined ? SHORT : {};
  await exchangeWithin(limits, ednsAt).exchange(endpoint, question);
  expect([...ednsAt]).toEqual([[`${ADDRESS} ${endpoint.port}`, known]]);
  // Another session may know it, too.
  await exchangeWithin(limits, ednsAt).exchange(endpoint, question);
  expect(asked).toEqual(["UDP+EDNS", "UDP", next]);
});

it("remembers a refusal of EDNS for that server alone", async () => {
  const old = await serve({ "UDP+EDNS": FORMERR, UDP: NOERROR });
  const modern = await serve({ "UDP+EDNS": NOERROR });
  const { exchange } = exchangeWithin();
  for (const { endpoint } of [old, modern, old]) await exchange(endpoint, question);
  expect([old.asked, modern.asked]).toEqual([["UDP+EDNS", "UDP", "UDP"], ["UDP+EDNS"]]);
});

it.each<[number, string]>([
  [0, "over-budget"],
  [1, "over-budget"],
  [2, "over-budget"],
  [3, "reply"],
])("ends with what it knows after a budget of %i queries: %s", async (queries, meaning) => {
  const { asked, endpoint } = await serve({ "UDP+EDNS": FORMERR, UDP: TRUNCATED, TCP: NOERROR });
  const { exchange, budget } = exchangeWithin({ queries });
  expect(meant(await exchange(endpoint, question))).toBe(meaning);
  expect([budget.spent(), asked.length]).toEqual([queries, queries]);
});

it("calls a query that the end of the session cancels over budget, not a time-out", async () => {
  const { endpoint } = await serve({});
  const { exchange, budget } = exchangeWithin({ queryMs: 60_000 });
  const answer = exchange(endpoint, question);
  budget.giveUp();
  expect(meant(await answer)).toBe("over-budget");
});

it.each<[UnknownReason, boolean]>([
  ["timeout", true],
  ["malformed", true],
  ["refused", false],
  ["servfail", false],
  ["lame", false],
  ["over-budget", false],
])("a server that gave no answer (%s) is asked once more: %s", (reason, isAsked) => {
  expect(isWorthAnother({ kind: "unknown", reason })).toBe(isAsked);
});
