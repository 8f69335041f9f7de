import { describe, expect, it } from "vitest";
import type { AlsoProject } from "#core/onboarding/also-project";
import { type ProjectEntry, readProject } from "#core/projects/project";
import type { Put } from "#core/table";
import { alsoProjectPuts } from "../../functions/configure-project/project-item.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const { identity, mailFrom, owner, project } = onboardingOf();
const EARLIER = "onb_01KAQ5ZXN8M2WQ3R4S5T6V0000";
const OLD = { identity, mailFrom: "old.oxfordstones.example", onboardingId: EARLIER, tenant: "shops" };
const DOMAIN = { identity, mailFrom, onboardingId: ID };

const asking = (name: string, ...fromAddresses: string[]): AlsoProject => ({
  ...{ project: name, requester: "ada@oxford.example", fromAddresses },
});

/** An earlier onboarding of the same identity, whose claim was released. */
interface Earlier {
  readonly project: string;
  readonly alsoProjects?: AlsoProject[];
  readonly claim?: { readonly owner?: string; readonly name?: string };
}

/** Returns the domains of each project that is written. */
async function domainsAfter(
  alsoProjects: AlsoProject[] | undefined,
  projects: readonly ProjectEntry[],
  { claim = {}, ...earlier }: Partial<Earlier> = {},
) {
  const table = memoryTable();
  if (earlier.project !== undefined)
    await keep(table, issuedOf({ onboardingId: EARLIER, status: "ready", ...earlier }));
  for (const one of projects) await table.commit([(await readProject(table, one.project)).replaceWith(one)]);
  const onboarding = issuedOf({ status: "verified", ...(alsoProjects && { alsoProjects }) });
  const left = { name: identity, owner, onboardingId: EARLIER, releasedAt: NOW - 1, ...claim };
  const deps = { table, resolver: declaredDns() };
  const puts: Put[] = await alsoProjectPuts(onboarding, { released: [left, left] }, NOW, deps);
  return puts.map(({ item }) => [item["project"], item["domains"]]);
}

const registered = (name: string, said: Partial<ProjectEntry> = {}): ProjectEntry => ({
  ...{ project: name, owner, domains: [] },
  ...said,
});

describe("a project that asked for the same identity", () => {
  it("gets it, next to its other domains", async () => {
    const other = { identity: "other.example", onboardingId: "onb_1" };
    const projects = [registered("shop", { domains: [other] }), registered("letters"), registered("third")];
    expect(await domainsAfter([asking("shop"), asking("letters")], projects)).toEqual([
      ["shop", [other, DOMAIN]],
      ["letters", [DOMAIN]],
    ]);
  });

  it.each([
    ["is registered for another owner now", registered("shop", { owner: "cambridge" })],
    ["is not registered any more", registered("third")],
  ])("gets nothing if it %s", async (_, one) => {
    expect(await domainsAfter([asking("shop")], [one])).toEqual([]);
  });

  it("is written once, as the onboarding's own project, if it is that project", async () => {
    expect(await domainsAfter([asking(project)], [registered(project)])).toEqual([]);
  });
});

describe("a project of an earlier onboarding", () => {
  const shop = registered("shop", { domains: [OLD] });
  const moved = [["shop", [{ ...OLD, ...DOMAIN }]]];

  it("that has the identity gets the new MAIL FROM domain, once", async () => {
    expect(await domainsAfter(undefined, [shop], { project: "shop" })).toEqual(moved);
    expect(await domainsAfter([asking("shop")], [shop], { project: "shop" })).toEqual(moved);
  });

  it("that shared the identity gets the new MAIL FROM domain as well", async () => {
    const earlier = { project: "gone", alsoProjects: [asking("letters"), asking("shop")] };
    expect(await domainsAfter(undefined, [shop], earlier)).toEqual(moved);
  });

  it.each([
    ["that does not have the identity any more", registered("shop"), {}],
    [
      "that has only another identity",
      registered("shop", { domains: [{ ...OLD, identity: "b.example" }] }),
      {},
    ],
    ["of another owner", { ...shop, owner: "cambridge" }, {}],
    ["whose claim was another owner's", shop, { claim: { owner: "cambridge" } }],
    ["whose claim was on another name", shop, { claim: { name: mailFrom } }],
  ])("%s gets nothing", async (_, one, said) => {
    expect(await domainsAfter(undefined, [one], { project: "shop", ...said })).toEqual([]);
  });

  it("that is not stored any more gives nothing", async () => {
    expect(await domainsAfter(undefined, [shop])).toEqual([]);
  });
});
