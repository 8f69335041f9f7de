import { readClaims } from "#core/claims/claim-store";
import { isAtOrBelow } from "#core/names/domain-name";
import { openIncident } from "#core/onboarding/incident";
import { type Onboarding, onboarding, onboardingKey } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";

/** An identity of the requesting owner that covers a domain. */
export interface OwnIdentity {
  readonly identity: string;
  /** "verified" from the DKIM milestone on. */
  readonly state: "verified" | "pending" | "lost";
  /** The custom MAIL FROM domain, while SES uses it. */
  readonly mailFrom?: string;
  /** SES does not sign its mail: DKIM signing is switched off. */
  readonly isUnsigned?: true;
  /** Addresses with an SES identity of their own, which overrides the settings of this one. */
  readonly addressIdentities?: readonly string[];
}

/** The facts that the claims hold about the domain of an address. */
export interface Holding {
  /** The nearest identity of this owner at the domain or above it, a verified one before others. */
  readonly identity?: OwnIdentity;
  /** True if the domain is a MAIL FROM domain of any owner, where bounces go. */
  readonly isMailFrom: boolean;
}

/** Reads who holds the domain of an address. It does not reveal other owners' identities to the requester. */
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

/** True if DKIM keys are missing from DNS: without them no receiver can check a signature. */
function isSignatureLost(current: Onboarding): boolean {
  const incident = openIncident(current);
  if (incident?.lostAt === undefined) return false;
  const keys = current.records.filter(({ purpose }) => purpose === "dkim").map(({ name }) => name);
  return (
    incident.gaveUp?.includes("dkim") === true || incident.records.some(({ name }) => keys.includes(name))
  );
}

/** SES sends from a domain of its own while it does not find the MX: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function usesMailFrom(current: Onboarding): boolean {
  const { ses, mailFrom } = current;
  const isLost = openIncident(current)?.ses.some(({ subject }) => subject === "mail-from") ?? false;
  return ses.status?.mailFrom === "SUCCESS" && ses.status.mailFromDomain === mailFrom && !isLost;
}
