import { readClaims } from "#core/claims/claim-store";
import { isAtOrBelow } from "#core/names/domain-name";
import { type Incident, openIncident } from "#core/onboarding/incident";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";

/** An identity of the requesting owner that covers a domain. */
export interface OwnIdentity {
  readonly identity: string;
  /** "verified" as soon as DKIM is verified. */
  readonly state: "verified" | "pending" | "lost";
  /** The custom MAIL FROM domain, present while SES uses it. */
  readonly mailFrom?: string;
  /** True if SES does not sign because DKIM signing is switched off. */
  readonly isUnsigned?: true;
  /** Addresses with their own SES identity, which overrides the settings of this one. */
  readonly addressIdentities?: readonly string[];
}

/** The facts about the domain of an address that follow from claims. */
export interface Holding {
  /** The nearest identity of this owner at or above the domain; a verified one takes precedence. */
  readonly identity?: OwnIdentity;
  /** True if the domain is any owner's MAIL FROM domain, which receives bounces. */
  readonly isMailFrom: boolean;
}

/** Reads who holds the domain of an address, without revealing other owners' identities to the requester. */
export async function readHolding(
  table: Pick<Table, "get">,
  domain: string,
  owner: string,
): Promise<Holding> {
  const { entries } = await readClaims(table, domain);
  const near = entries.filter(
    (entry) => entry.name === domain || (entry.owner === owner && isAtOrBelow(domain, entry.name)),
  );
  const ids = [...new Set(near.map(({ onboardingId }) => onboardingId))];
  const items = await Promise.all(ids.map((id) => table.get(onboardingKey(id))));
  const held = items.flatMap((item) => (item === undefined ? [] : [onboarding.parse(item)]));
  const own = held
    .filter((one) => one.owner === owner && isAtOrBelow(domain, one.identity))
    .map(ownIdentity)
    .sort((one, other) => other.identity.length - one.identity.length);
  const identity = own.find(({ state }) => state === "verified") ?? own[0];
  return {
    ...(identity === undefined ? {} : { identity }),
    isMailFrom: held.some(({ mailFrom }) => mailFrom === domain),
  };
}

/** Returns an identity in the state that its onboarding records. */
export function ownIdentity(current: Onboarding): OwnIdentity {
  const { identity, mailFrom } = current;
  return {
    identity,
    state: stateOf(current),
    ...(usesMailFrom(current) ? { mailFrom } : {}),
    ...(current.ses.status?.signingOff !== undefined && { isUnsigned: true }),
    ...(current.addressIdentities && { addressIdentities: current.addressIdentities }),
  };
}

function stateOf(current: Onboarding): OwnIdentity["state"] {
  const wasVerified =
    current.dkimVerifiedAt !== undefined || ["verified", "configured", "ready"].includes(current.status);
  if (!wasVerified) return "pending";
  return isSignatureLost(current) ? "lost" : "verified";
}

/** True if DKIM records are missing from DNS: without them, receivers cannot verify signatures. */
function isSignatureLost(current: Onboarding): boolean {
  const incident = openLoss(current);
  if (incident?.lostAt === undefined) return false;
  const keys = current.records.filter(({ purpose }) => purpose === "dkim").map(({ name }) => name);
  return (
    incident.gaveUp?.includes("dkim") === true || incident.records.some(({ name }) => keys.includes(name))
  );
}

/**
 * Returns whether SES uses the MAIL FROM domain; while it does not find the MX, it uses its own domain:
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
function usesMailFrom(current: Onboarding): boolean {
  const { ses, mailFrom } = current;
  const isLost = openLoss(current)?.ses.some(({ subject }) => subject === "mail-from") ?? false;
  return ses.status?.mailFrom === "SUCCESS" && ses.status.mailFromDomain === mailFrom && !isLost;
}

/** A loss is over once a check found everything verified, although its incident is closed only at ready. */
function openLoss(current: Onboarding): Incident | undefined {
  return ["verified", "configured"].includes(current.status) ? undefined : openIncident(current);
}
