import { applyTemplate, type ZoneRecord } from "#core/domain-connect/apply-template";
import { checkPublication, type PublicationCheck } from "#core/publication/check";
import type { Service } from "#core/publication/service";
import { serviceTemplate, templateVariables } from "#core/publication/service-template";
import { requiredRecords } from "#core/records/required-records";
import { signingZoneOf } from "#core/records/signing-zone";
import { type GeneratedZone, generatedZone, TOKENS, ZONE } from "./generated-zone.ts";
import { harmOf } from "./harm.ts";
import { type Opinion, type OpinionCase, secondOpinions } from "./second-opinion.ts";
import { zoneSession } from "./zone-session.ts";

const REGION = "eu-west-1";
const SERVICE: Service = {
  providerId: "platform.example",
  region: REGION,
  signingZone: signingZoneOf(REGION),
  mailFromLabel: "email",
};
const TEMPLATE = serviceTemplate(SERVICE, {
  providerName: "Platform",
  redirectDomain: "setup.platform.example",
});
const VARIABLES = templateVariables(TOKENS);

/** The figures of the bench. */
export interface OneClickResult {
  readonly zones: number;
  readonly offered: number;
  readonly refused: number;
  /** Offered zones that lost a record, an answer or a policy. */
  readonly destroyed: number;
  /** The zones for which the other implementation has a different result; `null` without it. */
  readonly differs: number | null;
  /** The zones for which the other implementation failed; `null` without it. */
  readonly crashed: number | null;
  readonly because: Readonly<Record<string, number>>;
  readonly examples: readonly string[];
}

/**
 * A zone with the groups to apply: those that are offered, or all of them for comparing the conflict rules.
 */
interface Case extends OpinionCase {
  readonly after: readonly ZoneRecord[];
}

/** Checks generated zones, applies the template if it is offered, and counts what was lost. */
export async function benchOneClick(
  zones: number,
  seed: number,
  python: string | undefined,
): Promise<OneClickResult> {
  const because: Record<string, number> = {};
  const examples: string[] = [];
  const cases: Case[] = [];
  let destroyed = 0;
  for (let number = 0; number < zones; number += 1) {
    const zone = generatedZone(seed, number);
    const check = await checkPublication(subjectOf(zone), zoneSession(zone.served));
    const key = check.state === "offered" ? "offered" : check.because;
    because[key] = (because[key] ?? 0) + 1;
    const one = caseOf(zone, check);
    const harm = check.state === "offered" ? await harmOf(one.records, one.after, zone.identity) : [];
    if (harm.length > 0) {
      destroyed += 1;
      examples.push(`destroyed in zone ${number}: ${harm.join("; ")}`);
    }
    cases.push(one);
  }
  const compared = python === undefined ? undefined : compare(cases, await opinionsOf(cases, python));
  const { offered = 0, ...refusals } = because;
  return {
    zones,
    offered,
    refused: zones - offered,
    destroyed,
    differs: compared?.differing.length ?? null,
    crashed: compared?.crashed ?? null,
    because: refusals,
    examples: [...examples, ...(compared?.differing ?? [])].slice(0, 10),
  };
}

function subjectOf({ identity }: GeneratedZone) {
  const source = { identity, mailFrom: `email.${identity}`, dkimTokens: TOKENS, region: REGION };
  const records = requiredRecords({ ...source, signingHostedZone: SERVICE.signingZone });
  return { identity, records, service: SERVICE };
}

/**
 * Makes the case of a zone: offered groups are applied; if none is offered all are applied, to compare the
 * conflict rules.
 */
function caseOf({ identity, records }: GeneratedZone, check: PublicationCheck): Case {
  const isOffered = check.state === "offered";
  const domain = isOffered ? check.zone : ZONE;
  const groups = isOffered ? check.groups : ["dkim", "mailfrom", "dmarc"];
  // The servers of a delegated zone answer that it is empty.
  const before = domain === ZONE ? records : [];
  const host = identity === domain ? "" : identity.slice(0, -(domain.length + 1));
  const application = { template: TEMPLATE, domain, ...(host && { host }), groups, variables: VARIABLES };
  return { domain, host, groups, records: before, after: applyTemplate(application, before).zone };
}

function opinionsOf(cases: readonly Case[], python: string): Promise<readonly Opinion[]> {
  const bare = cases.map(({ domain, host, groups, records }) => ({ domain, host, groups, records }));
  return secondOpinions(python, { template: TEMPLATE, variables: VARIABLES, cases: bare });
}

function compare(cases: readonly Case[], opinions: readonly Opinion[]) {
  const differing: string[] = [];
  let crashed = 0;
  for (const [index, { after }] of cases.entries()) {
    const opinion = opinions[index];
    if (opinion === undefined || "crash" in opinion) crashed += 1;
    else if (textOf(opinion.zone) !== textOf(after))
      differing.push(`zone ${index}: ${difference(opinion.zone, after)}`);
  }
  return { differing, crashed };
}

type Bare = Pick<ZoneRecord, "name" | "type" | "value">;

function lines(records: readonly Bare[]): readonly string[] {
  return [...new Set(records.map(({ name, type, value }) => `${name} ${type} ${value}`))].sort();
}

function textOf(records: readonly Bare[]): string {
  return lines(records).join("\n");
}

function difference(theirs: readonly Bare[], ours: readonly Bare[]): string {
  const [left, right] = [new Set(lines(theirs)), new Set(lines(ours))];
  return `only theirs ${[...left.difference(right)].join(", ")}; only ours ${[...right.difference(left)].join(", ")}`;
}
