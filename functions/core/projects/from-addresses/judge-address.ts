import { type EmailAddress, parseEmailAddress } from "#core/names/email-address";
import { isFreeMailDomain } from "#core/names/free-mail";
import { registrableDomain } from "#core/names/registrable-domain";
import type { REFUSALS } from "#core/onboarding/refused-address";
import type { AlignmentReport, FromAddress, WARNINGS } from "../from-address.ts";
import { displayNameFault } from "./display-name.ts";
import type { Holding } from "./own-identities.ts";
import type { RequestedAddress } from "./requested-address.ts";

/** Why an address is not taken. */
export type Refusal = (typeof REFUSALS)[number];

/** What is worth knowing of an address that is taken. */
export type Warning = (typeof WARNINGS)[number];

/** All that an address is judged by. */
export interface AddressFacts extends Holding {
  /** Absent where no identity covers the address. */
  readonly alignment?: AlignmentReport;
  readonly receivesMail: "yes" | "no" | "unknown";
  /** Whether people can write to the domain of the reply address. */
  readonly replyReceives?: "yes" | "no" | "unknown";
  /** Addresses used with the provider that is left, if one is. */
  readonly usedBefore?: readonly string[];
  /** An operator takes it although it fails DMARC. */
  readonly isOverridden?: boolean;
}

/** An address as it is taken, or every reason why it is not. */
export type Judgement =
  | {
      readonly address: string;
      readonly replyAddress?: string;
      readonly warnings: readonly Warning[];
      readonly alignment: AlignmentReport;
    }
  | {
      readonly refusals: readonly Refusal[];
      /** The nearest identity of this owner, if one covers the address. */
      readonly identity?: string;
    };

/** Decides whether a project may send from an address. What DNS does not tell refuses nothing. */
export function judgeAddress(asked: RequestedAddress, facts: AddressFacts): Judgement {
  const parsed = parseEmailAddress(asked.address);
  const reply = asked.replyAddress === undefined ? undefined : parseEmailAddress(asked.replyAddress);
  const { alignment } = facts;
  const refusals = [
    ...faultsOfText(asked, parsed, reply),
    ...(parsed === undefined ? [] : [...claimRefusals(parsed, facts), ...dmarcRefusals(facts)]),
    ...(parsed === undefined ? [] : replyRefusals(parsed, asked, reply, facts)),
  ];
  if (refusals.length > 0 || parsed === undefined || alignment === undefined) {
    return { refusals, ...(facts.identity === undefined ? {} : { identity: facts.identity.identity }) };
  }
  return {
    address: parsed.address,
    ...(reply === undefined ? {} : { replyAddress: reply.address }),
    warnings: warningsOf(parsed, reply, alignment, facts),
    alignment,
  };
}

function faultsOfText(
  { displayName, replyAddress }: RequestedAddress,
  parsed: EmailAddress | undefined,
  reply: EmailAddress | undefined,
): Refusal[] {
  return [
    ...(parsed === undefined ? (["not-an-address"] as const) : []),
    ...(displayName !== undefined && displayNameFault(displayName) !== undefined
      ? (["display-name"] as const)
      : []),
    ...(replyAddress !== undefined && reply === undefined ? (["reply-address"] as const) : []),
  ];
}

function claimRefusals({ domain }: EmailAddress, { identity, isMailFrom }: AddressFacts): Refusal[] {
  if (registrableDomain(domain) === undefined || isFreeMailDomain(domain)) return ["not-ownable"];
  if (isMailFrom) return ["mail-from-domain"];
  if (identity === undefined) return ["not-verified"];
  if (identity.state === "verified") return [];
  return [identity.state === "lost" ? "verification-lost" : "verification-pending"];
}

function dmarcRefusals({ identity, alignment, isMailFrom, isOverridden = false }: AddressFacts): Refusal[] {
  if (isMailFrom || identity?.state !== "verified") return [];
  return alignment?.provablyFails === true && !isOverridden ? ["dmarc-fails"] : [];
}

/** Where people's replies would be lost: nobody reads them there, or nothing arrives. */
function replyRefusals(
  { address, domain }: EmailAddress,
  { mailboxExists, replyAddress }: RequestedAddress,
  reply: EmailAddress | undefined,
  { receivesMail, replyReceives }: AddressFacts,
): Refusal[] {
  if (reply !== undefined && replyReceives === "no") return ["reply-takes-no-mail"];
  // What can't be read is told already.
  if (replyAddress !== undefined && reply?.address !== address) return [];
  if (receivesMail === "no") return ["reply-for-silent-domain"];
  if (mailboxExists === false) return ["reply-for-no-mailbox"];
  const own = registrableDomain(domain);
  const isSubdomain = own !== undefined && domain !== own;
  return isSubdomain && reply === undefined ? ["reply-for-subdomain"] : [];
}

function warningsOf(
  { address }: EmailAddress,
  reply: EmailAddress | undefined,
  alignment: AlignmentReport,
  { receivesMail, usedBefore, identity }: AddressFacts,
): Warning[] {
  return [
    ...told([
      ["reply-free-mail", reply !== undefined && isFreeMailDomain(reply.domain)],
      ["receives-unknown", receivesMail === "unknown"],
      ["address-identity", identity?.addressIdentities?.includes(address) === true],
      ["not-used-before", usedBefore !== undefined && !usedBefore.includes(address)],
    ]),
    ...alignmentWarnings(alignment),
  ];
}

/** What is worth knowing of how an address stands under DMARC. */
function alignmentWarnings({ dmarc, rfc7489, rfc9989, provablyFails }: AlignmentReport): Warning[] {
  const isAlways = (aligned: "dkim" | "spf") => rfc7489[aligned] === "yes" && rfc9989[aligned] === "yes";
  return told([
    ["dmarc-unknown", dmarc === "unknown"],
    ["dmarc-differs", rfc7489.dmarc !== rfc9989.dmarc],
    ["spf-alone", !isAlways("dkim") && isAlways("spf")],
    ["dkim-alone", isAlways("dkim") && !isAlways("spf")],
    ["dmarc-fails", provablyFails],
  ]);
}

/** The address once it was looked at again. */
export function rejudgeAddress(known: FromAddress, alignment: AlignmentReport): FromAddress {
  const ofBefore = alignmentWarnings(known.alignment);
  const others = known.warnings.filter((warning) => !ofBefore.includes(warning));
  return { ...known, alignment, warnings: [...others, ...alignmentWarnings(alignment)] };
}

function told(warnings: readonly (readonly [Warning, boolean])[]): Warning[] {
  return warnings.flatMap(([warning, isTold]) => (isTold ? [warning] : []));
}
