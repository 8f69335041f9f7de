import { cut } from "#core/names/cut";
import { registrableDomain } from "#core/names/registrable-domain";
import { utcInstant } from "#core/names/utc-time";
import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SES_GIVES_UP_AFTER_MS } from "#core/onboarding/schedule";
import type { Stage } from "#core/onboarding/stage";
import { deskRefusals, isUnownedIdentity, lostNotices } from "#core/onboarding/trouble";
import { waitingOn } from "#core/onboarding/waiting-on";
import type { History } from "#core/report/history";
import type { Key } from "#core/table";
import { dnsHostName } from "./dns-host-name.ts";

/** The kinds of text that can be searched. */
export const SEARCHED = ["ticket", "domain", "project", "owner", "address"] as const;

/** A kind of text that can be searched. */
export type Searched = (typeof SEARCHED)[number];

/** The properties by which onboardings are listed; `trouble` means that an operator has to act. */
export type Listed = "status" | "awaits" | "finding" | "host" | "project" | "registrable" | "trouble";

/**
 * The most addresses and tickets of one onboarding that can be found, because a transaction holds at most 100
 * items.
 */
const MOST_OF_A_KIND = 20;

/** The longest text that can be found; DynamoDB limits a sort key to 1,024 bytes. */
const LONGEST = 200;

/** Returns the partition of all texts of one kind, which DynamoDB sorts alphabetically. */
export function searchPartition(kind: Searched): string {
  return `search#${kind}`;
}

/** Returns the partition of all onboardings with this value. */
export function listPartition(kind: Listed, value: string): string {
  return `list#${kind}#${value}`;
}

/** Normalises a text for comparison. */
export function searchable(text: string): string {
  return cut(text.trim().toLowerCase(), LONGEST);
}

/** Returns the onboarding id from the sort key of an entry. */
export function foundId({ sk }: Pick<Key, "sk">): string {
  return sk.slice(sk.lastIndexOf("#") + 1);
}

/**
 * The time in the sort key of an entry in a list by time: the time since which its party is awaited, or since
 * which its fault exists.
 */
export function listedAt({ sk }: Pick<Key, "sk">): number {
  return Date.parse(sk.slice(0, sk.indexOf("#")));
}

/** Returns the entries of an onboarding: the texts by which it is found, and the lists that it is in. */
export function entriesOf(current: Onboarding, history: History): Key[] {
  const found = SEARCHED.flatMap((kind) =>
    unique(textsOf(current)[kind]).map((text) => entry(searchPartition(kind), text, current)),
  );
  return [...found, ...listEntries(current, history)];
}

function textsOf(current: Onboarding): Record<Searched, readonly (string | undefined)[]> {
  const { ticket, alsoTickets = [], project, alsoProjects = [], owner, identity, mailFrom } = current;
  const { requester, dnsContact, replyAddress, fromAddresses } = current;
  return {
    ticket: [ticket, ...alsoTickets.map((one) => one.ticket)],
    domain: [identity, mailFrom],
    project: [project, ...alsoProjects.map((one) => one.project)],
    owner: [owner],
    address: [requester, dnsContact, replyAddress, ...fromAddresses],
  };
}

function unique(texts: readonly (string | undefined)[]): string[] {
  const used = texts.flatMap((text) => (text === undefined || text === "" ? [] : [searchable(text)]));
  return [...new Set(used)].slice(0, MOST_OF_A_KIND);
}

function listEntries(current: Onboarding, { stages, events }: History): Key[] {
  const { onboardingId, status, identity, project, alsoProjects = [], lastCheck } = current;
  const byAge = (kind: Listed, value: string): Key => ({ pk: listPartition(kind, value), sk: onboardingId });
  const codes = new Set((lastCheck?.findings ?? []).map(({ code }) => code));
  const projects = new Set([project, ...alsoProjects.map((one) => one.project)].slice(0, MOST_OF_A_KIND));
  return [
    byAge("status", status),
    byAge("host", dnsHostName(current)),
    byAge("registrable", registrableDomain(identity) ?? identity),
    ...[...projects].map((one) => byAge("project", one)),
    ...(isOver(current) ? [] : [...codes].map((code) => byAge("finding", code))),
    ...awaitedEntries(current, stages),
    ...troubleEntries(current),
    ...deliveryEntries(current, events),
  ];
}

function awaitedEntries(current: Onboarding, stages: readonly Stage[]): Key[] {
  const { party } = waitingOn(current);
  const since = utcInstant(awaitedSince(stages) ?? current.createdAt);
  return party === "nobody" ? [] : [entry(listPartition("awaits", party), since, current)];
}

/** An onboarding that has ended is not listed by its findings, because they need no correction any more. */
function isOver({ status }: Onboarding): boolean {
  return status === "expired" || status === "cancelled";
}

function troubleEntries(current: Onboarding): Key[] {
  const open = openIncident(current);
  const { ownership, status } = current;
  const isContested = ownership !== undefined && ownership.provedAt === undefined && !isOver(current);
  return [
    ...(open === undefined || isOver(current)
      ? []
      : [entry(listPartition("trouble", "incident"), utcInstant(givesUpAt(open)), current)]),
    ...(isContested && status !== "held"
      ? [entry(listPartition("trouble", "contested"), utcInstant(current.createdAt), current)]
      : []),
    ...(isUnownedIdentity(current)
      ? [entry(listPartition("trouble", "nobodys"), utcInstant(current.createdAt), current)]
      : []),
  ];
}

/**
 * Lists notices that were given up, by the first of them. Notices to people whose addresses were erased are
 * left out.
 */
function deliveryEntries(current: Onboarding, events: History["events"]): Key[] {
  const kinds = { notices: lostNotices(events), desk: deskRefusals(events) };
  return Object.entries(kinds).flatMap(([kind, [first]]) =>
    first === undefined ? [] : [entry(listPartition("trouble", kind), utcInstant(first.at), current)],
  );
}

/** Returns the earliest time at which SES stops using the domain, so that the most urgent is listed first. */
function givesUpAt({ since, ses }: Incident): number {
  return Math.min(since + SES_GIVES_UP_AFTER_MS, ...ses.map((one) => one.givesUpAt));
}

/**
 * Returns the time since which the current party is awaited, across stages that differ only in other things;
 * `undefined` without a stage.
 */
export function awaitedSince(stages: readonly Stage[]): number | undefined {
  const awaits = stages.at(-1)?.awaits;
  const other = stages.findLastIndex((one) => one.awaits !== awaits);
  return stages[other + 1]?.at;
}

function entry(pk: string, text: string, { onboardingId }: Onboarding): Key {
  return { pk, sk: `${text}#${onboardingId}` };
}
