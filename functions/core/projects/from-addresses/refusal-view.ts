import { parseEmailAddress } from "#core/names/email-address";
import type { RefusedAddress } from "#core/onboarding/refused-address";
import { WORDS } from "#core/words/words";

/** An address that was not taken, with each reason and the way forward. */
export interface RefusalView {
  readonly address: string;
  readonly refusals: readonly { readonly code: string; readonly reason: string; readonly way: string }[];
  /** The ticket to send where the way forward is a new onboarding. */
  readonly onboarding?: {
    readonly type: "onboarding.requested";
    readonly fromAddresses: readonly string[];
    /** Said where an identity above it would do otherwise. */
    readonly identity?: string;
  };
}

/** A refused address, in words. */
export function refusalView({
  address,
  refusals,
  identity = "",
}: Omit<RefusedAddress, "at" | "refusals"> & {
  readonly refusals: readonly RefusedAddress["refusals"][number][];
}): RefusalView {
  const matter = { address, domain: parseEmailAddress(address)?.domain ?? address, identity };
  const isBeside = refusals.includes("dmarc-fails");
  const ticket = { type: "onboarding.requested", fromAddresses: [address] } as const;
  return {
    address,
    refusals: refusals.map((code) => {
      const { reason, way } = WORDS.fromAddresses.refusals[code];
      return { code, reason: reason(matter), way: way(matter) };
    }),
    ...(refusals.includes("not-verified") ? { onboarding: ticket } : {}),
    ...(isBeside ? { onboarding: { ...ticket, identity: matter.domain } } : {}),
  };
}
