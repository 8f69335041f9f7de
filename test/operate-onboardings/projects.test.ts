import { beforeEach, expect, it } from "vitest";
import { readProject } from "#core/projects/project";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { takenAddress } from "../support/from-address-fixture.ts";
import { memoryTable } from "../support/memory-table.ts";
import { opening } from "../support/opening.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { SHOWN } from "../support/shown.ts";
import { NO_TENANTS } from "../support/tenants.ts";

let table: ReturnType<typeof memoryTable>;

beforeEach(() => {
  table = memoryTable();
});

async function ask(method: string, project?: string, sent?: unknown, query = {}) {
  const request = operatorsRequest(`${method} /projects${project === undefined ? "" : "/{project+}"}`, {
    parameters: project === undefined ? {} : { project },
    query,
    ...(sent !== undefined && { sent }),
  });
  const nobody = { start: async () => {}, resume: async () => {} };
  const deps = {
    table,
    listing: table,
    trail: table,
    ...SHOWN,
    ...NO_TENANTS,
    ...fakeRedriver(),
    starter: nobody,
    resumer: nobody,
    readDomainRules: async () => NO_RULES,
    resolver: declaredDns(),
    newToken: () => "token",
    ...opening(table),
  };
  const { statusCode, body = "" } =
    method === "GET" ? await showOnboardings(request, deps) : await operateOnboardings(request, deps);
  return { statusCode, body: JSON.parse(body) };
}

const ENTRY = { owner: "oxford", requesters: ["dns@oxfordstones.example", "@Oxfordstones.example"] };
const DOMAIN = { identity: "oxfordstones.example", onboardingId: "onb_1" };
const FROM = takenAddress("news@oxfordstones.example");

async function giveDomain(): Promise<void> {
  const { replaceWith } = await readProject(table, "oxford-stones");
  const put = replaceWith({
    project: "oxford-stones",
    owner: "oxford",
    platform: "ses",
    requesters: [],
    domains: [DOMAIN],
    fromAddresses: [FROM],
  });
  await table.commit([put]);
}

it("records the declaration of a project, and its operator", async () => {
  expect(await ask("PUT", "oxford-stones", ENTRY)).toMatchObject({
    statusCode: 200,
    body: { outcome: "done" },
  });
  const { body } = await ask("GET", "oxford-stones");
  expect(body).toEqual({
    tenants: [],
    project: "oxford-stones",
    owner: "oxford",
    platform: "ses",
    guideUrl: null,
    language: null,
    requesters: ["dns@oxfordstones.example", "@oxfordstones.example"],
    configuration: null,
    domains: [],
    fromAddresses: [],
    drift: [],
    paused: null,
    changes: [
      {
        at: "2026-11-23T09:01:00.000Z",
        by: BY,
        type: "put",
        entry: { ...ENTRY, platform: "ses", requesters: body.requesters },
      },
    ],
  });
});

it("writes nothing if nothing changes", async () => {
  await ask("PUT", "oxford-stones", ENTRY);
  const before = table.items();
  expect(await ask("PUT", "oxford-stones", ENTRY)).toMatchObject({ body: { outcome: "unchanged" } });
  expect(table.items()).toEqual(before);
});

it("keeps the configuration of a project for SES for as long as it is declared", async () => {
  const configuration = { configurationSet: { name: "oxford", create: true } };
  await ask("PUT", "oxford-stones", { ...ENTRY, configuration });
  expect((await ask("GET", "oxford-stones")).body).toMatchObject({ configuration });
  expect(await ask("PUT", "oxford-stones", { ...ENTRY, configuration })).toMatchObject({
    body: { outcome: "unchanged" },
  });
  await ask("PUT", "oxford-stones", ENTRY);
  expect((await ask("GET", "oxford-stones")).body).toMatchObject({ configuration: null });
});

it("leaves a project's domains and from addresses alone", async () => {
  await giveDomain();
  await ask("PUT", "oxford-stones", { ...ENTRY, platform: "other", guideUrl: "https://guide.example/mail" });
  expect((await ask("GET", "oxford-stones")).body).toMatchObject({
    platform: "other",
    guideUrl: "https://guide.example/mail",
    domains: [DOMAIN],
  });
  expect((await readProject(table, "oxford-stones")).current?.fromAddresses).toMatchObject([FROM]);
});

it("gives no project with domains to another owner, and removes none", async () => {
  await giveDomain();
  expect((await ask("PUT", "oxford-stones", { owner: "cambridge" })).statusCode).toBe(409);
  expect((await ask("DELETE", "oxford-stones")).statusCode).toBe(409);
  expect((await readProject(table, "oxford-stones")).current).toMatchObject({ owner: "oxford" });
});

it("removes a project once, and can register it again", async () => {
  await ask("PUT", "oxford-stones", ENTRY);
  expect(await ask("DELETE", "oxford-stones")).toMatchObject({ body: { outcome: "done" } });
  expect(await ask("DELETE", "oxford-stones")).toMatchObject({ body: { outcome: "unchanged" } });
  expect((await ask("GET", "oxford-stones")).statusCode).toBe(404);
  expect((await ask("GET")).body).toEqual({ projects: [], next: null });
  await ask("PUT", "oxford-stones", { owner: "cambridge" });
  const { body } = await ask("GET", "oxford-stones");
  expect(body).toMatchObject({ owner: "cambridge", requesters: [] });
  expect(body.changes.map(({ type }: { type: string }) => type)).toEqual(["put", "removed", "put"]);
});

it("lists projects by name, in pages", async () => {
  for (const name of ["york", "Bath stones", "oxford/stones"]) await ask("PUT", name, { owner: "somebody" });
  const first = (await ask("GET", undefined, undefined, { limit: "2" })).body;
  expect(first.projects.map(({ project }: { project: string }) => project)).toEqual([
    "Bath stones",
    "oxford/stones",
  ]);
  const second = (await ask("GET", undefined, undefined, { limit: "2", after: first.next })).body;
  expect(second).toMatchObject({ projects: [{ project: "york" }], next: null });
});

it("names everything that is wrong at once", async () => {
  const sent = { platform: "fax", guideUrl: "javascript:alert(1)", requesters: ["@", "nobody"], admin: true };
  const { statusCode, body } = await ask("PUT", "<b>", sent);
  const fields = body.faults.map(({ field }: { field: string }) => field).sort();
  expect([statusCode, fields]).toEqual([
    422,
    ["admin", "guideUrl", "owner", "platform", "project", "requesters.0", "requesters.1"],
  ]);
  expect(table.items()).toEqual([]);
});

it("removes no project by a name that none can have", async () => {
  const { statusCode, body } = await ask("DELETE", "<b>");
  expect([statusCode, body.faults]).toMatchObject([422, [{ field: "project", sent: "<b>" }]]);
  expect(table.items()).toEqual([]);
});
