import type { DmarcDiscovery, DmarcView } from "../dmarc/discover-dmarc.ts";
import type { DmarcRules } from "../dmarc/dmarc-policy.ts";
import type { DmarcPolicy } from "../dmarc/parse-dmarc.ts";

/** Whether two domains of a message are aligned; "unknown" if DNS did not answer. */
export type Aligned = "yes" | "no" | "unknown";

/**
 * A domain in a message, with its organizational domain under RFC 7489 and RFC 9989; `undefined` if DNS did
 * not answer.
 */
export interface MessageDomain {
  readonly name: string;
  readonly organizational: Readonly<Record<DmarcRules, string | undefined>>;
}

/** The domains of a message that a receiver compares for DMARC. */
export interface MessageDomains {
  readonly headerFrom: MessageDomain;
  /** The "d=" of the DKIM signature; absent if the message is not signed. */
  readonly dkim?: MessageDomain;
  /** The domain of the envelope sender; absent while SES uses its own. */
  readonly mailFrom?: MessageDomain;
}

/** The policy that receivers apply to a from address. */
export interface AlignmentPolicy {
  /** The domain that publishes the record. */
  readonly at: string;
  readonly stated: DmarcPolicy;
  /** The policy that takes effect; in test mode it is lower than the published one. */
  readonly applied: DmarcPolicy;
  readonly adkim: "r" | "s";
  readonly aspf: "r" | "s";
  readonly isInherited: boolean;
}

/** The DMARC result of a from address under one RFC, if the signature and SPF both pass. */
export interface AlignmentView {
  readonly policy?: AlignmentPolicy;
  readonly dkim: Aligned;
  readonly spf: Aligned;
  /** "none": there is no policy. */
  readonly dmarc: "pass" | "fail" | "none" | "unknown";
  /** True if the policy asks receivers to act on a failure. */
  readonly isEnforced: boolean;
}

/** The DMARC result of a from address under both RFCs. */
export interface Alignment {
  readonly rfc7489: AlignmentView;
  readonly rfc9989: AlignmentView;
  /** "pass" only if both RFCs give a pass. */
  readonly dmarc: AlignmentView["dmarc"];
  /** True if a policy asks some receivers to reject or quarantine the mail even though it is signed. */
  readonly provablyFails: boolean;
}

const RULES = ["rfc7489", "rfc9989"] as const;

/** Compares the domains of a message under the policy of its From domain (RFC 7489 §3.1, RFC 9989 §4.4). */
export function alignmentOf(domains: MessageDomains, discovery: DmarcDiscovery): Alignment {
  const [rfc7489, rfc9989] = RULES.map((rules) => viewOf(domains, discovery[rules], rules)) as [
    AlignmentView,
    AlignmentView,
  ];
  return {
    rfc7489,
    rfc9989,
    dmarc: worse(rfc7489.dmarc, rfc9989.dmarc),
    provablyFails: [rfc7489, rfc9989].some(({ dmarc, isEnforced }) => dmarc === "fail" && isEnforced),
  };
}

function viewOf(domains: MessageDomains, view: DmarcView, rules: DmarcRules): AlignmentView {
  const { headerFrom, dkim, mailFrom } = domains;
  const policy = policyOf(headerFrom.name, view);
  const isUnknown = view.state === "unknown";
  // Without a policy, receivers compare nothing. RFC 7489 then predicts the effect of a policy that may
  // follow.
  const by = policy === undefined && !isUnknown ? "rfc7489" : rules;
  const compared = {
    dkim: aligned(headerFrom, dkim, isUnknown ? undefined : (policy?.adkim ?? "r"), by),
    spf: aligned(headerFrom, mailFrom, isUnknown ? undefined : (policy?.aspf ?? "r"), by),
  };
  return {
    ...(policy === undefined ? {} : { policy }),
    ...compared,
    dmarc: resultOf(compared, view.state),
    isEnforced: policy !== undefined && isEnforced(policy, view, rules),
  };
}

function policyOf(headerFrom: string, { state, at, record, policy, applied }: DmarcView) {
  if (state !== "found" || at === undefined || record === undefined) return undefined;
  if (policy === undefined || applied === undefined) return undefined;
  const { adkim, aspf } = record;
  return { at, stated: policy, applied, adkim, aspf, isInherited: at !== headerFrom };
}

/** Without a known policy the alignment mode is unknown, so only equal names are certainly aligned. */
function aligned(
  from: MessageDomain,
  other: MessageDomain | undefined,
  mode: "r" | "s" | undefined,
  rules: DmarcRules,
): Aligned {
  if (other === undefined) return "no";
  if (other.name === from.name) return "yes";
  if (mode === "s") return "no";
  const [own, others] = [from.organizational[rules], other.organizational[rules]];
  if (own === undefined || others === undefined) return "unknown";
  if (own !== others) return "no";
  return mode === "r" ? "yes" : "unknown";
}

function resultOf(
  { dkim, spf }: { readonly dkim: Aligned; readonly spf: Aligned },
  state: DmarcView["state"],
): AlignmentView["dmarc"] {
  if (state === "absent" || state === "void") return "none";
  if (dkim === "yes" || spf === "yes") return "pass";
  return state === "found" && dkim === "no" && spf === "no" ? "fail" : "unknown";
}

/** RFC 7489 §6.6.4: mail outside the percentage gets the next lower policy. */
function isEnforced({ applied }: AlignmentPolicy, { record }: DmarcView, rules: DmarcRules): boolean {
  const isSpared = rules === "rfc7489" && record?.percent === 0 && applied === "quarantine";
  return applied !== "none" && !isSpared;
}

const FROM_WORST: readonly AlignmentView["dmarc"][] = ["fail", "unknown", "none", "pass"];

function worse(one: AlignmentView["dmarc"], other: AlignmentView["dmarc"]): AlignmentView["dmarc"] {
  return FROM_WORST.find((result) => result === one || result === other) ?? "unknown";
}
