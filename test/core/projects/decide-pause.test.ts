import { expect, it } from "vitest";
import { decidePause } from "#core/projects/decide-pause";

const domain = (identity: string, tenant?: string) => ({
  identity,
  onboardingId: "onb_1",
  ...(tenant !== undefined && { tenant }),
});
const shop = { project: "shop", domains: [domain("a.example", "oxford"), domain("b.example", "oxford")] };
const bare = { project: "bare", domains: [domain("c.example")] };
const mixed = { project: "mixed", domains: [domain("d.example", "other"), domain("e.example")] };
const sharing = { project: "sharing", domains: [domain("f.example", "oxford")] };

it.each([
  ["knows no such project", undefined, [shop], false, { kind: "unknown" }],
  ["needs a tenant", bare, [bare, shop], false, { kind: "no-tenant" }],
  [
    "switches each tenant once",
    shop,
    [shop, bare, mixed],
    false,
    { kind: "switch", tenants: ["oxford"], untouched: [] },
  ],
  [
    "names the domains whose mail goes on",
    mixed,
    [shop, mixed],
    false,
    { kind: "switch", tenants: ["other"], untouched: ["e.example"] },
  ],
  [
    "refuses a tenant that others use, too",
    shop,
    [shop, sharing, mixed],
    false,
    { kind: "shared", projects: ["sharing"] },
  ],
  [
    "switches it if that is accepted",
    shop,
    [shop, sharing],
    true,
    { kind: "switch", tenants: ["oxford"], untouched: [] },
  ],
])("%s", (_, project, all, acceptChanges, expected) => {
  expect(decidePause({ project, all, acceptChanges })).toEqual(expected);
});
