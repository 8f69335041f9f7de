import { expect, it } from "vitest";
import { readProject } from "#core/projects/project";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { opening } from "../support/opening.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { SHOWN } from "../support/shown.ts";
import { fakeTenants } from "../support/tenants.ts";

const BECAUSE = "complaints about a campaign";

/**
 * Two projects that share a tenant, one with a separate tenant, and one whose tenant does not exist in SES.
 */
async function start(tenants = fakeTenants(["shared", "own"])) {
  const table = memoryTable();
  const projects = { first: "shared", second: "shared", alone: "own", stray: "missing" };
  for (const [project, tenant] of Object.entries(projects)) {
    const { replaceWith } = await readProject(table, project);
    const domains = [{ identity: `${project}.example`, onboardingId: "onb_1", tenant }];
    await table.commit([replaceWith({ project, owner: "oxford", domains })]);
  }
  const nothing = { start: async () => {}, resume: async () => {} };
  const ports = {
    ...fakeRedriver(),
    starter: nothing,
    resumer: nothing,
    resolver: declaredDns(),
    newToken: () => "token",
    ...opening(table),
  };
  const deps = {
    ...{ table, trail: table, ...SHOWN, listing: table, ...tenants, ...ports },
    readDomainRules: async () => NO_RULES,
  };
  const ask = async (action: string, project: string, sent: unknown = {}, through = deps) => {
    const request = operatorsRequest(`POST /projects/{project}/${action}`, { parameters: { project }, sent });
    const { statusCode, body = "" } = await operateOnboardings(request, through);
    return { statusCode, body: JSON.parse(body) };
  };
  const show = async (project: string) => {
    const request = operatorsRequest("GET /projects/{project+}", { parameters: { project } });
    return JSON.parse((await showOnboardings(request, deps)).body ?? "");
  };
  return { ...tenants, deps, table, ask, show };
}

it("pauses a project once, and records who did it, when, and why", async () => {
  const { ask, show, statuses } = await start();
  expect((await ask("pause", "alone", { because: BECAUSE })).body).toEqual({
    project: "alone",
    outcome: "done",
  });
  expect(statuses.get("own")).toBe("DISABLED");
  const entry = { at: "2026-11-23T09:01:00.000Z", by: BY, because: BECAUSE };
  expect(await show("alone")).toMatchObject({ paused: entry, changes: [{ ...entry, type: "paused" }] });
  expect((await ask("pause", "alone", { because: "again" })).body).toMatchObject({ outcome: "unchanged" });
  expect((await show("alone")).changes).toHaveLength(1);
});

it("reinstates it, and records that, too", async () => {
  const { ask, show, statuses } = await start();
  await ask("pause", "alone", { because: BECAUSE });
  expect((await ask("reinstate", "alone")).body).toMatchObject({ outcome: "done" });
  expect(statuses.get("own")).toBe("REINSTATED");
  expect(await show("alone")).toMatchObject({
    paused: null,
    changes: [{ type: "paused" }, { type: "reinstated", by: BY }],
  });
});

it("lets a tenant that the reputation policy paused send again, though no operator paused it", async () => {
  const { ask, statuses } = await start();
  statuses.set("own", "DISABLED");
  expect((await ask("reinstate", "alone")).body).toMatchObject({ outcome: "unchanged" });
  expect(statuses.get("own")).toBe("REINSTATED");
});

it("says that SES itself keeps a tenant paused", async () => {
  const { ask } = await start(fakeTenants(["own"], ["own"]));
  expect((await ask("reinstate", "alone")).body.because).toBe(
    "SES itself keeps the tenant own paused: ask AWS Support",
  );
});

it("stops no project that was not named, unless the operator accepts it", async () => {
  const { ask, statuses } = await start();
  expect(await ask("pause", "first", { because: BECAUSE })).toMatchObject({
    statusCode: 409,
    body: { detail: "second" },
  });
  expect(statuses.get("shared")).toBe("ENABLED");
  await ask("pause", "first", { because: BECAUSE, acceptChanges: true });
  expect(statuses.get("shared")).toBe("DISABLED");
});

it("records a pause that a process which died had only made in SES, when it is asked again", async () => {
  const { ask, show, deps, table } = await start();
  const dying = { ...deps, table: { ...table, ...crashingTable(table, { nth: 1, when: "before" }) } };
  await expect(ask("pause", "alone", { because: BECAUSE }, dying)).rejects.toThrow("died");
  expect((await show("alone")).paused).toBeNull();
  expect((await ask("pause", "alone", { because: BECAUSE })).body).toMatchObject({ outcome: "done" });
  expect((await show("alone")).paused).toMatchObject({ because: BECAUSE });
});

it("takes a slot of the SES budget for each of its calls", async () => {
  const { ask, budget } = await start();
  await ask("pause", "alone", { because: BECAUSE });
  expect(budget.taken).toHaveLength(3);
});

it("keeps the pause of a project whose entry is replaced", async () => {
  const { ask, deps, show } = await start();
  await ask("pause", "alone", { because: BECAUSE });
  const put = operatorsRequest("PUT /projects/{project+}", {
    parameters: { project: "alone" },
    sent: { owner: "oxford", platform: "ses", requesters: ["@oxfordstones.example"] },
  });
  await operateOnboardings(put, deps);
  expect(await show("alone")).toMatchObject({
    paused: { because: BECAUSE },
    requesters: ["@oxfordstones.example"],
  });
});

it.each([
  ["without a reason", "alone", {}, 422],
  ["with an empty reason", "alone", { because: " " }, 422],
  ["of an unknown project", "nobody", { because: BECAUSE }, 404],
  ["of a project whose tenant SES does not have", "stray", { because: BECAUSE }, 409],
])("refuses a pause %s", async (_, project, sent, statusCode) => {
  const { ask, table } = await start();
  const before = table.items();
  expect((await ask("pause", project, sent)).statusCode).toBe(statusCode);
  expect(table.items()).toEqual(before);
});
