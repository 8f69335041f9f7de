import { parseEmailAddress } from "#core/names/email-address";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import { WORDS } from "#core/words/words";

/** A refused address, with each reason and the next step. */
export interface RefusalView {
  readonly address: string;
  readonly refusals: readonly { readonly code: string; readonly reason: string; readonly way: string }[];
  /** The ticket to send if the next step is a new onboarding. */
  readonly onboarding?: {
    readonly type: "onboarding.requested";
    readonly fromAddresses: readonly string[];
    /** Set if an identity of a parent domain would be used otherwise. */
    readonly identity?: string;
  };
}

/** Describes a refused address in sentences. */
export function refusalView({
  address,
  refusals,
  identity = "",
}: Omit<RefusedAddress, "at" | "refusals"> & {
  readonly refusals: readonly RefusedAddress["refusals"][number][];
}): RefusalView {
  const matter = { address, domain: parseEmailAddress(address)?.domain ?? address, identity };
  const needsOwnIdentity = refusals.includes("dmarc-fails");
  const ticket = { type: "onboarding.requested", fromAddresses: [address] } as const;
  return {
    address,
    refusals: refusals.map((code) => {
      const { reason, way } = WORDS.fromAddresses.refusals[code];
      return { code, reason: reason(matter), way: way(matter) };
    }),
    ...(refusals.includes("not-verified") ? { onboarding: ticket } : {}),
    ...(needsOwnIdentity ? { onboarding: { ...ticket, identity: matter.domain } } : {}),
  };
}
