import { describe, expect, it } from "vitest";
import { MOST_FAULTS, readWholeRequest } from "#core/intake/read-whole-request";
import { projectKey } from "#core/projects/project";
import type { RequestOrigin } from "#core/projects/who-may-request";
import type { Item } from "#core/table";
import { type DomainRules, NO_RULES } from "#core/tickets/domain-rules";

const DESK: RequestOrigin = { source: "zendesk", isVouched: true };
const PLATFORM: RequestOrigin = { source: "generic", isVouched: true };
const GOOD = { ticket: "T-1", project: "shop", requester: "a@d.example", fromAddresses: ["n@d.example"] };
/** A request whose requester is no address: its only error outside the registry. */
const BAD = { ...GOOD, requester: "nobody" };
const SHOP = { version: 1, project: "shop", owner: "oxford" };

function world(kept: readonly object[], rules: DomainRules = NO_RULES) {
  const asked: string[] = [];
  const items = new Map(
    kept.map((item) => {
      const named = { ...SHOP, ...item };
      const key = projectKey(named.project);
      return [key.pk, { ...named, ...key } satisfies Item];
    }),
  );
  const table = {
    async get({ pk }: { pk: string }) {
      asked.push(pk);
      return items.get(pk);
    },
  };
  return { asked, deps: { table, readDomainRules: async () => rules } };
}

async function faultsOf(data: Readonly<Record<string, unknown>>, origin = DESK, kept: object[] = [SHOP]) {
  const { asked, deps } = world(kept);
  const read = await readWholeRequest(data, origin, deps);
  const faults = "faults" in read ? read.faults : [];
  return { asked, faults: faults.map(({ field, sent, expected }) => [field, sent, expected]) };
}

const REQUESTER = ["requester", "nobody", expect.anything()];
const said = (key: string) => ({ key, values: {} });

describe("a request without errors of its own", () => {
  it("is read, and the registry is left for the decision", async () => {
    const { asked, deps } = world([]);
    expect(await readWholeRequest(GOOD, DESK, deps)).toEqual({
      request: { ...GOOD, identity: "d.example" },
    });
    expect(asked).toEqual([]);
  });

  it("may be for a private suffix that the deployer allows", async () => {
    const data = { ...GOOD, fromAddresses: ["n@github.io"] };
    const refused = await readWholeRequest(data, DESK, world([]).deps);
    expect(refused).toHaveProperty("faults");
    const rules = { ...NO_RULES, allow: ["github.io"] };
    expect(await readWholeRequest(data, DESK, world([], rules).deps)).toEqual({
      request: { ...data, identity: "github.io" },
    });
  });
});

describe("the errors that only the registry shows come after the others", () => {
  it.each<[string, object, RequestOrigin, object[], unknown[]]>([
    ["no project of a desk", {}, DESK, [], ["project", "shop", said("fault.project-unknown")]],
    ["no owner of a new project", {}, PLATFORM, [], ["owner", null, said("fault.owner-missing")]],
    ["another owner", { owner: "other" }, DESK, [SHOP], ["owner", "other", said("fault.owner-other")]],
    [
      "a removed project",
      {},
      DESK,
      [{ ...SHOP, removedAt: 1 }],
      ["project", "shop", said("fault.project-unknown")],
    ],
  ])("%s", async (_what, more, origin, kept, fault) => {
    const { faults, asked } = await faultsOf({ ...BAD, ...more }, origin, kept);
    expect(faults).toEqual([REQUESTER, fault]);
    expect(asked).toEqual(["project#shop"]);
  });

  it.each<[string, object, RequestOrigin, object[]]>([
    ["a known project", {}, DESK, [SHOP]],
    ["the owner that is registered", { owner: "oxford" }, DESK, [SHOP]],
    ["a project that the platform registers", { owner: "oxford" }, PLATFORM, []],
    ["a project that does not send through SES", {}, DESK, [{ ...SHOP, platform: "other" }]],
  ])("and are none for %s", async (_what, more, origin, kept) => {
    const { faults, asked } = await faultsOf({ ...BAD, ...more }, origin, kept);
    expect(faults).toEqual([REQUESTER]);
    expect(asked).toEqual(["project#shop"]);
  });
});

describe("the registry is not read", () => {
  it.each<[string, object, readonly string[]]>([
    ["for a project that is no name", { project: "no?name" }, ["project"]],
    ["for a project that is no text", { project: 5 }, ["project"]],
    ["without a project", { project: undefined }, ["project"]],
    ["for an owner that is no name", { owner: "no?name" }, ["owner"]],
    ["for an owner that is no text", { owner: 5 }, ["owner"]],
    ["for neither", { project: "no?name", owner: "no?name" }, ["project", "owner"]],
  ])("%s", async (_what, more, fields) => {
    const data = { ...GOOD, ...more };
    for (const kept of [[], [SHOP]]) {
      const { faults, asked } = await faultsOf(data, DESK, kept);
      expect(faults.map(([field]) => field)).toEqual(fields);
      expect(asked).toEqual([]);
    }
    const also = await faultsOf({ ...data, requester: "nobody" }, DESK, []);
    expect(also.faults.map(([field]) => field)).toEqual([...fields, "requester"]);
    expect(also.asked).toEqual([]);
  });
});

it("lists at most fifty errors", async () => {
  const more = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`unknown${index}`, 1]));
  expect(MOST_FAULTS).toBe(50);
  expect((await faultsOf({ ...GOOD, ...more }, DESK, [])).faults).toHaveLength(50);
  expect((await faultsOf({ ...GOOD, ...more }, DESK, [SHOP])).faults).toHaveLength(49);
  expect((await faultsOf({ ...BAD, ...more }, DESK, [])).faults).toHaveLength(50);
});
