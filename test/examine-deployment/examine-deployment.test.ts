import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { EgressAnswer, SesAccountState, SesIdentityState } from "#core/deployment-ports";
import { configuration } from "#core/deployment-settings";
import { environment } from "../../functions/examine-deployment/environment.ts";
import {
  type ExamineDeps,
  examineDeployment,
} from "../../functions/examine-deployment/examine-deployment.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";

const NOW = Date.UTC(2026, 10, 25, 19);

const healthy: SesAccountState = {
  isOutOfSandbox: true,
  isSendingEnabled: true,
  enforcement: "HEALTHY",
  mailsADay: 50_000,
  mailsSentToday: 12,
  plan: "ESSENTIALS",
  nextPlan: undefined,
};

const heard: readonly EgressAnswer[] = (["UDP", "TCP"] as const).flatMap((transport) => [
  { server: "1.1.1.1 port 53", role: "resolver", transport, isHeard: true },
  { server: "198.41.0.4 port 53", role: "root server", transport, isHeard: true },
]);

const opens = { user: "setup@platform.example", token: "hunter2" };
const authenticates = { current: "s".repeat(44) };

function world(said: Partial<ExamineDeps> = {}): ExamineDeps {
  return {
    table: memoryTable(),
    ses: {
      readState: async () => healthy,
      readIdentity: async (identity) =>
        identity === "platform.example" ? { isVerified: true, isSigned: true } : undefined,
      readIdentities: async () => ({ count: 321, addresses: [] }),
    },
    subscriptions: {
      list: async () => [{ protocol: "email", endpoint: "ops@platform.example", isConfirmed: true }],
    },
    queues: { depth: async () => 0 },
    alarms: { firing: async () => [] },
    machine: { exists: async () => true },
    dns: { ask: async () => heard },
    resolver: declaredDns(),
    senderAddress: "setup@mail.platform.example",
    deadLetterQueues: { DeadNotices: "https://sqs.example/dead-notices" },
    secrets: { LinkSecret: "arn:link" },
    readSecret: async () => ["k".repeat(44)],
    readConfiguration: async () => configuration.parse({}),
    readSigningSecret: async () => [Buffer.from("k".repeat(33)).toString("base64")],
    readHelpDeskWebhooks: async () => ({ zendesk: authenticates, jira: authenticates }),
    readHelpDeskCredentials: async () => ({ zendesk: opens, jira: opens }),
    ...said,
  };
}

const answer = z.object({
  checks: z.array(
    z.object({ subject: z.string(), state: z.string(), said: z.string(), todo: z.string().optional() }),
  ),
});

/** Returns all checks that are not ok, by subject. */
async function amiss(said: Partial<ExamineDeps>) {
  const { body = "" } = await examineDeployment({ now: NOW }, world(said));
  const { checks } = answer.parse(JSON.parse(body));
  const bad = checks.filter(({ state }) => state !== "ok");
  for (const { todo } of bad) expect(todo).toMatch(/\w/);
  return Object.fromEntries(bad.map(({ subject, state, said: words }) => [subject, `${state}: ${words}`]));
}

const ses = world().ses;
const account = (said: Partial<typeof healthy>) => ({
  ses: { ...ses, readState: async () => ({ ...healthy, ...said }) },
});
const silent = (where: (answer: EgressAnswer) => boolean) => ({
  dns: { ask: async () => heard.map((one) => ({ ...one, isHeard: !where(one) })) },
});
const WITH_CLAIM: ExamineDeps["table"] = {
  async get({ pk, sk }) {
    const entries = [{ name: "d.example", owner: "oxford", state: "proved", onboardingId: "onb_1" }];
    return pk === "claim#d.example" ? { pk, sk, version: 1, entries } : undefined;
  },
};
const verified = (found: Partial<SesIdentityState> | undefined) => ({
  ses: { ...ses, readIdentity: async () => found && { isVerified: false, isSigned: false, ...found } },
});
const subscribed = (...confirmed: boolean[]) => ({
  subscriptions: {
    list: async () =>
      confirmed.map((isConfirmed, index) => ({
        protocol: "email",
        endpoint: `${index}@ops.example`,
        isConfirmed,
      })),
  },
});

it("finds nothing where all is in order", async () => {
  expect(await amiss({})).toEqual({});
});

it.each<[string, Partial<ExamineDeps>, Record<string, unknown>]>([
  ["the sandbox", account({ isOutOfSandbox: false }), { "SES sandbox": /^problem/ }],
  [
    "sending that is paused",
    account({ isSendingEnabled: false, enforcement: "SHUTDOWN" }),
    { "SES sending": /^problem.*SHUTDOWN/ },
  ],
  ["an account on probation", account({ enforcement: "PROBATION" }), { "SES sending": /^warning/ }],
  [
    "a quota that is near",
    account({ mailsSentToday: 40_000 }),
    { "SES daily quota": /^warning: 40,000 of 50,000/ },
  ],
  [
    "a sender that SES does not know",
    verified(undefined),
    { "Sender address": /^problem.*SES does not know/ },
  ],
  ["a sender that is not verified yet", verified({}), { "Sender address": /^problem.*not verified yet/ }],
  [
    "a sender whose mail no domain signs",
    verified({ isVerified: true }),
    { "Sender address": /^warning.*no DKIM.*spam/ },
  ],
  [
    "a plan that changes",
    account({ nextPlan: "PRO" }),
    { "SES plan": /^warning: the pricing plan is ESSENTIALS, and PRO from next month on/ },
  ],
  [
    "too many identities",
    { ses: { ...ses, readIdentities: async () => ({ count: 8_000, addresses: [] }) } },
    { "SES identities": /^warning: 8,000 of 10,000/ },
  ],
  [
    "an address identity below a customer's domain",
    {
      table: WITH_CLAIM,
      ses: {
        ...ses,
        readIdentities: async () => ({ count: 3, addresses: ["a@x.d.example", "b@e.example"] }),
      },
    },
    { "SES address identities": /^warning: .*domain: a@x\.d\.example/ },
  ],
  ["no DNS at all", silent(() => true), { "DNS over UDP": /^problem/, "DNS over TCP": /^problem/ }],
  ["no DNS over TCP", silent(({ transport }) => transport === "TCP"), { "DNS over TCP": /^problem/ }],
  [
    "one silent resolver",
    silent(({ role, transport }) => role === "resolver" && transport === "UDP"),
    { "DNS over UDP": /^warning.*1\.1\.1\.1/ },
  ],
  [
    "resolvers that name no root server",
    { dns: { ask: async () => heard.filter(({ role }) => role === "resolver") } },
    { "DNS over UDP": /^problem/, "DNS over TCP": /^problem/ },
  ],
  ["no machine", { machine: { exists: async () => false } }, { "State machine": /^problem/ }],
  ["nobody who hears", subscribed(), { "Operations topic": /^problem/ }],
  ["only unconfirmed subscriptions", subscribed(false), { "Operations topic": /^problem.*0@ops\.example/ }],
  [
    "one unconfirmed subscription",
    subscribed(true, false),
    { "Operations topic": /^warning.*1@ops\.example/ },
  ],
  ["dead letters", { queues: { depth: async () => 2 } }, { DeadNotices: /^warning: 2/ }],
  [
    "alarms that fire",
    { alarms: { firing: async () => ["sendworthy-HttpErrorsAlarm-1"] } },
    { Alarms: /^warning.*HttpErrors/ },
  ],
  [
    "what can't be asked",
    { alarms: { firing: async () => Promise.reject(new TypeError("secret words")) } },
    { Alarms: "problem: it could not be checked: TypeError" },
  ],
])("finds %s", async (_, said, expected) => {
  const found = await amiss(said);
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [subject, words] of Object.entries(expected))
    expect(found[subject]).toEqual(words instanceof RegExp ? expect.stringMatching(words) : words);
});

it.each([
  ["no quota", -1, 40_000, true],
  ["a quota that is not near", 50_000, 39_999, true],
  ["a quota that is near", 50_000, 40_000, false],
])("counts today's mails against %s", async (_, mailsADay, mailsSentToday, isOk) => {
  const found = await amiss(account({ mailsADay, mailsSentToday }));
  expect(Object.keys(found)).toEqual(isOk ? [] : ["SES daily quota"]);
});

it.each([
  ["with SES's cause", { cause: "a high bounce rate" }, "seen at 2026-11-25 19:00 UTC: a high bounce rate"],
  ["without one", {}, "seen at 2026-11-25 19:00 UTC"],
])("finds a paused tenant %s", async (_, said, words) => {
  const table = memoryTable();
  const tenants = [{ name: "oxford-stones", seenAt: NOW, ...said }];
  const item = { pk: "watch-tenants", sk: "tenants", version: 1, readAt: NOW, tenants };
  await table.commit([{ item, expectedVersion: undefined }]);
  expect(await amiss({ table })).toEqual({ "SES tenants": `problem: oxford-stones is paused, ${words}` });
});

it("says which domain has to sign the sender's mail", async () => {
  const { body = "" } = await examineDeployment({ now: NOW }, world(verified({ isVerified: true })));
  const sender = answer.parse(JSON.parse(body)).checks.find(({ subject }) => subject === "Sender address");
  expect(sender?.todo).toContain("Verify the domain mail.platform.example in SES");
});

it("finds a long queue at SES", async () => {
  const table = memoryTable();
  const item = { pk: "budget#ses", sk: "budget", version: 1, nextSlotAt: NOW + 900_000 };
  await table.commit([{ item, expectedVersion: undefined }]);
  expect(await amiss({ table })).toEqual({ "SES queue": "warning: the next free slot is 900 s away" });
});

describe("settings that functions can't use", () => {
  const short = z.object({ current: z.string().min(32) });

  it("are named without their values", async () => {
    const found = await amiss({
      readSecret: async () => [short.parse({ current: "hunter2" }).current],
      readConfiguration: async () => configuration.parse({ helpDesk: {}, domains: { deny: ["-"] } }),
    });
    expect(found["LinkSecret"]).toMatch(/^problem: it cannot be used: current: /);
    expect(found["LinkSecret"]).not.toContain("hunter2");
    expect(found["Configuration"]).toMatch(/^problem: .*domains\.deny\.0: a domain name/);
  });

  it("may be no JSON, or missing", async () => {
    const readSecret = () =>
      Promise.reject(Object.assign(new Error("x"), { name: "ResourceNotFoundException" }));
    const found = await amiss({ readSecret, readConfiguration: async () => JSON.parse("{") });
    expect(found).toMatchObject({
      LinkSecret: expect.stringContaining("ResourceNotFoundException"),
      Configuration: "problem: it cannot be used: it is no JSON",
    });
  });
});

describe("the credentials of the help desks", () => {
  const [zendesk, jira] = ["zendesk", "jira"].map((desk) => ({ baseUrl: `https://${desk}.example` }));
  const readConfiguration = async () => configuration.parse({ helpDesks: { zendesk, jira } });

  it("are reported as missing for the desk that lacks them", async () => {
    const readHelpDeskCredentials = async () => ({ zendesk: opens });
    expect(await amiss({ readConfiguration, readHelpDeskCredentials })).toEqual({
      HelpDeskCredentials: "problem: none for jira, so tickets there get no answer",
    });
  });

  it("are in order where each desk has them", async () => {
    const readHelpDeskCredentials = async () => ({ zendesk: opens, jira: opens });
    expect(await amiss({ readConfiguration, readHelpDeskCredentials })).toEqual({});
  });

  it("are never in the report", async () => {
    const readHelpDeskCredentials = async () => ({ zendesk: "hunter2", jira: opens });
    const { HelpDeskCredentials: found } = await amiss({ readConfiguration, readHelpDeskCredentials });
    expect(found).toMatch(/^problem: it cannot be used: zendesk: /);
    expect(found).not.toContain("hunter2");
  });
});

it("reads ids by logical ids from its environment", () => {
  const { shape } = environment;
  const text = "LinkSecret=arn:aws:secretsmanager:eu-west-1:000000000000:secret:link-a=b,WebhookSecret=arn:w";
  expect(shape.SECRETS.parse(text)).toEqual({
    LinkSecret: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:link-a=b",
    WebhookSecret: "arn:w",
  });
});
