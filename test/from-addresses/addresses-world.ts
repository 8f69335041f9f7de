import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import type { DnsSession } from "#core/dns/observation";
import { type Onboarding, onboardingKey } from "#core/onboarding/onboarding";
import { readProject } from "#core/projects/project";
import type { HttpRequest } from "#platform/http/http-handler";
import { fromAddresses } from "../../functions/from-addresses/from-addresses.ts";
import { type DeclaredZone, sessionOf } from "../core/diagnosis/preflight/declared-zone.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";

/** The principal of the tests' requests. */
export const ARN = "arn:aws:iam::111122223333:user/support";

const { identity: DOMAIN, owner, project } = onboardingOf();

/** The customer's domain, which accepts mail. */
export const INCOMING: DeclaredZone = { "@": { MX: "10 mail" } };

/** Makes an onboarding whose domain is verified, with its MAIL FROM domain in use. */
export function verifiedOf(said: Partial<Onboarding> = {}): Onboarding {
  const current = onboardingOf({ status: "ready", dkimVerifiedAt: BEGUN_AT, ...said });
  const status = {
    verification: "SUCCESS",
    dkim: "SUCCESS",
    mailFrom: "SUCCESS",
    mailFromDomain: current.mailFrom,
  } as const;
  return { ...current, ses: { reads: 1, status, ...said.ses } };
}

/** Makes a DNS with the customer's zone, and with a free-mail provider that accepts mail. */
function worldwide(own: DnsSession): DnsSession {
  const gmail = sessionOf("gmail.com", INCOMING);
  return {
    ...own,
    ask: async (questions) =>
      (
        await Promise.all(
          questions.map((question) => (question.name === "gmail.com" ? gmail : own).ask([question])),
        )
      ).flat(),
  };
}

/**
 * Makes the surroundings of from-addresses: a registered project, the claims on its domains, and one declared
 * zone.
 */
export async function addressesWorld(onboardings: readonly Onboarding[] = [verifiedOf()]) {
  const table = memoryTable();
  const { replaceWith } = await readProject(table, project);
  await table.commit([replaceWith({ project, owner, platform: "ses", requesters: [], domains: [] })]);
  for (const one of onboardings) {
    await keep(table, one);
    const claims = await readClaims(table, one.identity);
    const names = [one.identity, one.mailFrom];
    await table.commit([claims.replaceWith(reserve(claims.entries, one.onboardingId, one.owner, names))]);
  }
  const world = {
    table,
    /** The contents of DNS, which a test may change. */
    zone: INCOMING as DeclaredZone,
    now: BEGUN_AT,
    /** The principal that signs the requests. */
    principal: ARN as string | undefined,
    project: async () => {
      const { current } = await readProject(table, project);
      if (current === undefined) throw new Error("There is no project");
      return current;
    },
    /** Sends a signed request: the method, and the path after `/from-addresses`. */
    ask: async (
      method: string,
      path = "",
      body?: unknown,
      query: Record<string, string> = {},
      to = project,
    ) => {
      const [, address, what] = path.split("/");
      const shape = [
        "",
        ...(address === undefined ? [] : ["{address}"]),
        ...(what === undefined ? [] : [what]),
      ];
      const sent = typeof body === "string" ? body : JSON.stringify(body ?? {});
      const request: HttpRequest = {
        routeKey: `${method} /projects/{project}/from-addresses${shape.join("/")}`,
        parameters: { project: to, ...(address === undefined ? {} : { address }) },
        query,
        headers: {},
        body: sent,
        rawBody: Buffer.from(sent),
        domainName: "api.example",
        ...(world.principal === undefined ? {} : { principal: world.principal }),
        now: world.now,
      };
      const { statusCode, body: text = "" } = await fromAddresses(request, {
        table,
        resolver: { open: () => worldwide(sessionOf(DOMAIN, world.zone)) },
      });
      return { status: statusCode, ...JSON.parse(text) };
    },
    /** Replaces the claims of the domain. */
    release: async () => {
      const { replaceWith: put } = await readClaims(table, DOMAIN);
      await table.commit([put([])]);
    },
    /** Replaces the onboarding. */
    become: async (current: Onboarding) => {
      const before = await table.get(onboardingKey(current.onboardingId));
      const version = (before?.version ?? 0) + 1;
      const item = { ...onboardingKey(current.onboardingId), ...current, version };
      await table.commit([{ item, expectedVersion: before?.version }]);
    },
    add: (...addresses: unknown[]) => world.ask("POST", "", { addresses }),
  };
  return world;
}
