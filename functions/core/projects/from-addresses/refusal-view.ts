import { parseEmailAddress } from "#core/names/email-address";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import type { Texts } from "#core/words/texts";

/** A refused address, with each reason and the next step. */
export interface RefusalView {
  readonly address: string;
  readonly refusals: readonly { readonly code: string; readonly reason: string; readonly way: string }[];
  /** The ticket to send, if the next step is a new onboarding. */
  readonly onboarding?: {
    readonly type: "onboarding.requested";
    readonly fromAddresses: readonly string[];
    /** The identity to request, if a parent domain's identity would be used otherwise. */
    readonly identity?: string;
  };
}

type Code = RefusedAddress["refusals"][number];

/** Describes a refused address in sentences. */
export function refusalView(
  {
    address,
    refusals,
    identity = "",
  }: Omit<RefusedAddress, "at" | "refusals"> & { readonly refusals: readonly Code[] },
  { text }: Texts,
): RefusalView {
  const matter = { address, domain: parseEmailAddress(address)?.domain ?? address, identity };
  const needsOwnIdentity = refusals.includes("dmarc-fails");
  const ticket = { type: "onboarding.requested", fromAddresses: [address] } as const;
  return {
    address,
    refusals: refusals.map((code) => ({
      code,
      reason: text(`refusal.reason.${code}`, matter),
      way: text(`refusal.way.${wayOf(code)}`, matter),
    })),
    ...(refusals.includes("not-verified") ? { onboarding: ticket } : {}),
    ...(needsOwnIdentity ? { onboarding: { ...ticket, identity: matter.domain } } : {}),
  };
}

/** All reasons that demand a reply address have the same next step. */
function wayOf(code: Code) {
  switch (code) {
    case "reply-for-subdomain":
    case "reply-for-silent-domain":
    case "reply-for-no-mailbox":
    case "reply-takes-no-mail":
      return "reply";
    default:
      return code;
  }
}
