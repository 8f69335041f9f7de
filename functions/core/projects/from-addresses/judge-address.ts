import { type EmailAddress, parseEmailAddress } from "#core/names/email-address";
import { isFreeMailDomain } from "#core/names/free-mail";
import { registrableDomain } from "#core/names/registrable-domain";
import type { REFUSALS } from "#core/onboarding/refused-address";
import type { AlignmentReport, FromAddress, WARNINGS } from "../from-address.ts";
import { displayNameFault } from "./display-name.ts";
import type { Holding } from "./own-identities.ts";
import type { RequestedAddress } from "./requested-address.ts";

/** A reason why an address is refused. */
export type Refusal = (typeof REFUSALS)[number];

/** A risk of an address that is accepted. */
export type Warning = (typeof WARNINGS)[number];

/** The facts on which the judgement of an address depends. */
export interface AddressFacts extends Holding {
  /** Absent if no identity covers the address. */
  readonly alignment?: AlignmentReport;
  readonly receivesMail: "yes" | "no" | "unknown";
  /** Whether the domain of the reply address receives mail. */
  readonly replyReceives?: "yes" | "no" | "unknown";
  /** The addresses used with the previous provider, if the customer moves from one. */
  readonly usedBefore?: readonly string[];
  /** True if an operator accepts the address although it fails DMARC. */
  readonly isOverridden?: boolean;
}

/** The accepted address, or every reason why it is refused. */
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

/**
 * Decides whether a project may send from an address. The lack of a DNS answer is never a reason to refuse
 * it.
 */
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
  // The deployer's rules allow the owner of a private suffix to set it up.
  const isOwnable = identity !== undefined || registrableDomain(domain) !== undefined;
  if (!isOwnable || isFreeMailDomain(domain)) return ["not-ownable"];
  if (isMailFrom) return ["mail-from-domain"];
  if (identity === undefined) return ["not-verified"];
  if (identity.state === "verified") return [];
  return [identity.state === "lost" ? "verification-lost" : "verification-pending"];
}

function dmarcRefusals({ identity, alignment, isMailFrom, isOverridden = false }: AddressFacts): Refusal[] {
  if (isMailFrom || identity?.state !== "verified") return [];
  return alignment?.provablyFails === true && !isOverridden ? ["dmarc-fails"] : [];
}

/** Returns the reasons why replies would be lost: the mailbox is not read, or the domain accepts no mail. */
function replyRefusals(
  { address, domain }: EmailAddress,
  { mailboxExists, replyAddress }: RequestedAddress,
  reply: EmailAddress | undefined,
  { receivesMail, replyReceives }: AddressFacts,
): Refusal[] {
  if (reply !== undefined && replyReceives === "no") return ["reply-takes-no-mail"];
  // `faultsOfText` reports a reply address that cannot be parsed.
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
    ...applying([
      ["reply-free-mail", reply !== undefined && isFreeMailDomain(reply.domain)],
      ["receives-unknown", receivesMail === "unknown"],
      ["address-identity", identity?.addressIdentities?.includes(address) === true],
      ["not-used-before", usedBefore !== undefined && !usedBefore.includes(address)],
    ]),
    ...alignmentWarnings(alignment),
  ];
}

/** Returns the warnings about an address's DMARC alignment. */
function alignmentWarnings({ dmarc, rfc7489, rfc9989, provablyFails }: AlignmentReport): Warning[] {
  const isAlways = (aligned: "dkim" | "spf") => rfc7489[aligned] === "yes" && rfc9989[aligned] === "yes";
  return applying([
    ["dmarc-unknown", dmarc === "unknown"],
    ["dmarc-differs", rfc7489.dmarc !== rfc9989.dmarc],
    ["spf-alone", !isAlways("dkim") && isAlways("spf")],
    ["dkim-alone", isAlways("dkim") && !isAlways("spf")],
    ["dmarc-fails", provablyFails],
  ]);
}

/** Updates an accepted address after a new check of its alignment. */
export function rejudgeAddress(known: FromAddress, alignment: AlignmentReport): FromAddress {
  const previous = alignmentWarnings(known.alignment);
  const others = known.warnings.filter((warning) => !previous.includes(warning));
  return { ...known, alignment, warnings: [...others, ...alignmentWarnings(alignment)] };
}

function applying(warnings: readonly (readonly [Warning, boolean])[]): Warning[] {
  return warnings.flatMap(([warning, applies]) => (applies ? [warning] : []));
}
