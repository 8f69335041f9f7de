import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { HostedZone, RehearsalDeps, ZoneRecord } from "../../../infra/ops/rehearsal/ports.ts";
import { rehearse } from "../../../infra/ops/rehearsal/rehearse.ts";
import { STEPS } from "../../../infra/ops/rehearsal/steps.ts";
import { memoryTable } from "../../support/memory-table.ts";

const DOMAIN = "try.platform.example";
const MAIL = "me@platform.example";
const ID = "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X";
const RECORD = { name: `a._domainkey.${DOMAIN}`, type: "CNAME", ttl: 3600, value: "a.dkim.amazonses.com" };

let server: Server;
let link: string;
let confirmStatus = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.method === "POST" ? confirmStatus : 200;
    response.end(JSON.stringify({ identity: DOMAIN }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/setup/T.0`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Makes a deployment in which everything succeeds, and records the calls. */
function deployment(changes: { answers?: Record<string, string>; readyUndelivered?: string[] } = {}) {
  const zoneRecords = new Set<ZoneRecord>();
  const requests: string[] = [];
  let reads = 0;
  const zone: HostedZone = {
    name: "platform.example",
    create: async (records) => {
      for (const record of records) zoneRecords.add(record);
    },
    remove: async (records) => {
      for (const record of records) zoneRecords.delete(record);
    },
  };
  let hasIdentity = false;
  const onboarding = () => {
    reads += 1;
    return {
      status: reads < 3 ? "records_issued" : "ready",
      closedBecause: null,
      waitingOn: { whom: "customer" },
      records: [{ ...RECORD, state: "missing" }],
      findings: [],
      events: [{ type: "ready", undelivered: changes.readyUndelivered ?? [] }],
    };
  };
  let time = 0;
  const deps: RehearsalDeps = {
    api: {
      async request(method, path) {
        requests.push(`${method} /${path.join("/")}`);
        if (path[0] === "onboardings" && path.length === 1) return { onboardings: [] };
        if (path[0] === "onboardings") return onboarding();
        if (path[2] === "from-addresses") return { fromAddresses: [{ address: `rehearsal@${DOMAIN}` }] };
        return { domains: [{ identity: DOMAIN }] };
      },
    },
    table: memoryTable(),
    identities: {
      exists: async (name) => hasIdentity && name === DOMAIN,
      deleteOf: async () => {
        hasIdentity = false;
      },
    },
    dns: { hasRecords: async () => false },
    findZone: async () => zone,
    async sendTicket() {
      hasIdentity = true;
      return { status: 202, body: JSON.stringify({ onboardingId: ID }) };
    },
    sendTestMail: async () => "sent",
    testAlarm: async () => "sendworthy-HttpErrorsAlarm-1",
    person: {
      tell: () => {},
      async ask(question) {
        const planted = Object.entries(changes.answers ?? {}).find(([part]) => question.includes(part));
        if (planted !== undefined) return planted[1];
        if (question.includes("set-up link")) return link;
        return question.startsWith("Type ") ? DOMAIN : "y";
      },
    },
    now: () => time,
    pause: async () => {
      time += 60_000;
    },
  };
  return { deps, requests, zoneRecords, hasIdentity: () => hasIdentity };
}

async function walk(deps: RehearsalDeps) {
  const { steps, left } = await rehearse({ domain: DOMAIN, mail: MAIL }, deps, () => {});
  return { left, states: Object.fromEntries(steps.map(({ step, state }) => [step, state])), steps };
}

it("goes through all steps, and leaves nothing behind", async () => {
  const { deps, zoneRecords, hasIdentity, requests } = deployment();
  const { states, left } = await walk(deps);
  expect(Object.keys(states)).toEqual([...STEPS.map(({ name }) => name), "clean-up"]);
  expect(new Set(Object.values(states))).toEqual(new Set(["ok"]));
  expect([left, zoneRecords.size, hasIdentity()]).toEqual([[], 0, false]);
  expect(requests).toContain(`POST /onboardings/${ID}/release`);
});

describe("a fault", () => {
  const failing = () => Promise.reject(new Error("AccessDenied"));
  const { deps: well } = deployment();
  const request = (part: string) => ({
    ...well.api,
    request: (method: never, path: readonly string[]) =>
      path.join("/").includes(part) ? failing() : well.api.request(method, path),
  });

  it.each<[string, () => Partial<RehearsalDeps>]>([
    ["ticket", () => ({ sendTicket: async () => ({ status: 401, body: "{}" }) })],
    ["identity", () => ({ api: request(ID) })],
    ["invitation", () => ({ person: deployment({ answers: { "set-up link": "none" } }).deps.person })],
    ["records", () => ({ findZone: async () => ({ name: "z", create: failing, remove: async () => {} }) })],
    ["operations notice", () => ({ person: deployment({ answers: { "Ready:": "n" } }).deps.person })],
    ["test mail", () => ({ sendTestMail: failing })],
    ["alarm", () => ({ testAlarm: failing })],
  ])("in the step %s is named, with the place to check", async (name, changes) => {
    const { steps } = await walk({ ...deployment().deps, ...changes() });
    const failed = steps.filter(({ state, step }) => state === "failed" && step !== "clean-up");
    expect(failed.map(({ step }) => step)).toEqual([name]);
    expect(failed[0]?.lookAt).toMatch(/\w/);
  });

  it("in the confirmation is named", async () => {
    confirmStatus = 500;
    const { states } = await walk(deployment().deps);
    confirmStatus = 200;
    expect(states["confirmation"]).toBe("failed");
  });

  it("of a notice that is never delivered is a time-out that says so", async () => {
    const { steps } = await walk(deployment({ readyUndelivered: ["ops"] }).deps);
    expect(steps.find(({ state }) => state === "failed")).toMatchObject({
      step: "operations notice",
      detail: expect.stringContaining("not reached within 15 minutes"),
    });
  });
});

describe("the clean-up", () => {
  it("keeps the identity if the domain is not typed, and says so", async () => {
    const { deps, hasIdentity } = deployment({ answers: { "Type ": "yes" } });
    const { states, left } = await walk(deps);
    expect(states["clean-up"]).toBe("failed");
    expect(left).toEqual(["the SES identity: it was kept, because the domain was not typed"]);
    expect(hasIdentity()).toBe(true);
  });

  it("leaves records that were changed, and removes the rest", async () => {
    const { deps, hasIdentity } = deployment();
    const zone = {
      name: "z",
      create: async () => {},
      remove: () => Promise.reject(new Error("InvalidChangeBatch")),
    };
    const { left } = await walk({ ...deps, findZone: async () => zone });
    expect(left).toEqual(["the DNS records: InvalidChangeBatch"]);
    expect(hasIdentity()).toBe(false);
  });
});

describe("a name in use is refused before anything is made:", () => {
  it.each<[string, (deps: RehearsalDeps) => Partial<RehearsalDeps> | Promise<Partial<RehearsalDeps>>]>([
    ["a record", () => ({ dns: { hasRecords: async (name) => name === `_dmarc.${DOMAIN}` } })],
    ["an identity", (deps) => ({ identities: { ...deps.identities, exists: async () => true } })],
    ["an onboarding", () => ({ api: { request: async () => ({ onboardings: [{ onboardingId: ID }] }) } })],
    [
      "claim",
      async () => {
        const table = memoryTable();
        const claims = await readClaims(table, DOMAIN);
        await table.commit([claims.replaceWith(reserve([], ID, "oxford", ["platform.example"]))]);
        return { table };
      },
    ],
    [
      "no usable answer",
      () => ({ dns: { hasRecords: () => Promise.reject(new Error("DNS gave no usable answer")) } }),
    ],
  ])("%s", async (reason, changes) => {
    const { deps, requests } = deployment();
    await expect(walk({ ...deps, ...(await changes(deps)) })).rejects.toThrow(reason.split(" ").at(-1) ?? "");
    expect(requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
  });
});
