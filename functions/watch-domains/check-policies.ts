import { isDeepStrictEqual } from "node:util";
import { parseEmailAddress } from "#core/names/email-address";
import type { EventType } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { AlignmentReport, FromAddress } from "#core/projects/from-address";
import { checkAlignment } from "#core/projects/from-addresses/check-address";
import { rejudgeAddress } from "#core/projects/from-addresses/judge-address";
import { ownIdentity, readHolding } from "#core/projects/from-addresses/own-identities";
import { readProject } from "#core/projects/project";
import type { Put, Table } from "#core/table";
import type { WatchDeps } from "./deps.ts";

/** The most domains of from addresses that one check queries; few projects have more below one identity. */
const MOST_DOMAINS = 10;

/**
 * Checks the DMARC policies of a domain's from addresses, and notifies when their mail starts or stops
 * failing.
 */
export async function checkPolicies(
  current: Onboarding,
  now: number,
  { table, resolver }: Pick<WatchDeps, "table" | "resolver">,
): Promise<void> {
  const { current: project } = await readProject(table, current.project);
  const known = project?.fromAddresses ?? [];
  const domains = await coveredDomains(known, current, table);
  if (domains.length === 0) return;
  const session = resolver.open(now);
  try {
    const own = ownIdentity(current);
    const checks = await Promise.all(domains.map((domain) => checkAlignment(domain, own, session, now)));
    // The lack of an answer changes nothing.
    const answered = checks.map(({ alignment }) => alignment).filter(({ dmarc }) => dmarc !== "unknown");
    const reports = new Map(answered.map((report) => [report.headerFrom, report]));
    // Usually nothing has changed, so nothing more is read.
    if (hasChanged(known, reports)) await keepReports(current, reports, now, table);
  } finally {
    session.end();
  }
}

/** Returns the domains whose mail is signed by this identity, rather than by one below it. */
async function coveredDomains(
  fromAddresses: readonly FromAddress[],
  { owner, identity }: Onboarding,
  table: Pick<Table, "get">,
): Promise<readonly string[]> {
  const domains = [...new Set(fromAddresses.map(domainOf))];
  const holdings = await Promise.all(domains.map((domain) => readHolding(table, domain, owner)));
  return domains
    .filter((_, index) => holdings[index]?.identity?.identity === identity)
    .slice(0, MOST_DOMAINS);
}

async function keepReports(
  { onboardingId, project }: Onboarding,
  reports: Reports,
  now: number,
  table: Table,
): Promise<void> {
  await changeOnboarding(table, onboardingId, async (current) => {
    const { current: held, replaceWith } = await readProject(table, project);
    if (held === undefined || current.status !== "ready") return undefined;
    if (!hasChanged(held.fromAddresses, reports)) return undefined;
    const fromAddresses = held.fromAddresses.map((one) => withReport(one, reports));
    const also: Put[] = [replaceWith({ ...held, fromAddresses })];
    const ofThese = fromAddresses.filter((one) => reports.has(domainOf(one)));
    const failing = ofThese
      .filter(({ alignment }) => alignment.provablyFails)
      .map(({ address }) => address)
      .sort();
    const type = newsOf(ofThese, held.fromAddresses);
    if (type === undefined) return { also };
    const event = { type, at: now, by: "sendworthy", idempotencyKey: String(now) };
    return { set: { failingAddresses: failing }, event, also };
  });
}

type Reports = ReadonlyMap<string, AlignmentReport>;

function hasChanged(known: readonly FromAddress[], reports: Reports): boolean {
  return known.some((one) => withReport(one, reports) !== one);
}

/** A report that differs only in its time is no change. */
function withReport(known: FromAddress, reports: Reports): FromAddress {
  const report = reports.get(domainOf(known));
  if (report === undefined) return known;
  const { at: _before, ...before } = known.alignment;
  const { at: _now, ...now } = report;
  return isDeepStrictEqual(before, now) ? known : rejudgeAddress(known, report);
}

function newsOf(after: readonly FromAddress[], before: readonly FromAddress[]): EventType | undefined {
  const failedBefore = new Set(
    before.filter(({ alignment }) => alignment.provablyFails).map(({ address }) => address),
  );
  const fails = ({ alignment }: FromAddress) => alignment.provablyFails;
  if (after.some((one) => fails(one) && !failedBefore.has(one.address))) return "addresses_failing";
  return after.some((one) => !fails(one) && failedBefore.has(one.address)) ? "addresses_passing" : undefined;
}

function domainOf({ address }: FromAddress): string {
  return parseEmailAddress(address)?.domain ?? address;
}
