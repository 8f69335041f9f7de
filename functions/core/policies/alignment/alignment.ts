import type { DmarcDiscovery, DmarcView } from "../dmarc/discover-dmarc.ts";
import type { DmarcRules } from "../dmarc/dmarc-policy.ts";
import type { DmarcPolicy } from "../dmarc/parse-dmarc.ts";

/** Whether two domains of a message belong together; what DNS does not tell is unknown. */
export type Aligned = "yes" | "no" | "unknown";

/** A domain in a message, with its organizational domain by each set of rules; none where DNS does not tell. */
export interface MessageDomain {
  readonly name: string;
  readonly organizational: Readonly<Record<DmarcRules, string | undefined>>;
}

/** What a receiver compares. */
export interface MessageDomains {
  readonly headerFrom: MessageDomain;
  /** What the signature says as "d="; absent if nothing is signed. */
  readonly dkim?: MessageDomain;
  /** Of the envelope; absent while SES uses a domain of its own. */
  readonly mailFrom?: MessageDomain;
}

/** The policy that receivers apply to a from address. */
export interface AlignmentPolicy {
  /** The domain whose record it is. */
  readonly at: string;
  readonly stated: DmarcPolicy;
  /** Lower than what is stated while it is being tested. */
  readonly applied: DmarcPolicy;
  readonly adkim: "r" | "s";
  readonly aspf: "r" | "s";
  readonly isInherited: boolean;
}

/** What receivers that follow one set of rules make of a from address, if both signature and SPF pass. */
export interface AlignmentView {
  readonly policy?: AlignmentPolicy;
  readonly dkim: Aligned;
  readonly spf: Aligned;
  /** "none": there is no policy to pass. */
  readonly dmarc: "pass" | "fail" | "none" | "unknown";
  /** Whether receivers are asked to act on a failure. */
  readonly isEnforced: boolean;
}

/** What receivers make of a from address, by both sets of rules. */
export interface Alignment {
  readonly rfc7489: AlignmentView;
  readonly rfc9989: AlignmentView;
  /** A pass only where both sets of rules say so. */
  readonly dmarc: AlignmentView["dmarc"];
  /** Some receivers are asked to refuse its mail or to file it as spam, whatever is signed. */
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
  const isSilent = view.state === "unknown";
  // Without a policy nothing is compared: what would count once the domain has one is told by the suffix list.
  const by = policy === undefined && !isSilent ? "rfc7489" : rules;
  const compared = {
    dkim: aligned(headerFrom, dkim, isSilent ? undefined : (policy?.adkim ?? "r"), by),
    spf: aligned(headerFrom, mailFrom, isSilent ? undefined : (policy?.aspf ?? "r"), by),
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

/** Without a mode it is not known how strictly they are compared. */
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

/** RFC 7489 §6.6.4: what is not in the percentage gets the next lower policy. */
function isEnforced({ applied }: AlignmentPolicy, { record }: DmarcView, rules: DmarcRules): boolean {
  const isSpared = rules === "rfc7489" && record?.percent === 0 && applied === "quarantine";
  return applied !== "none" && !isSpared;
}

const FROM_WORST: readonly AlignmentView["dmarc"][] = ["fail", "unknown", "none", "pass"];

function worse(one: AlignmentView["dmarc"], other: AlignmentView["dmarc"]): AlignmentView["dmarc"] {
  return FROM_WORST.find((result) => result === one || result === other) ?? "unknown";
}
