import { isAtOrBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";

/** A DNS record of another provider that sends for the domain. */
export type SenderRecord = NonNullable<Onboarding["snapshot"]>["senders"][number];

/** The facts about another provider that sends for the domain. */
export interface Migration {
  /** The provider that the request names, or else those that DNS shows. */
  readonly providers: readonly string[];
  /** True if the request announces the move; false if only DNS shows another provider. */
  readonly isAnnounced: boolean;
  /** From addresses used at the other provider, if the request names them. */
  readonly usedBefore: readonly string[];
  /** Requested from addresses that the other provider did not use. */
  readonly changed: readonly string[];
  /** The other provider's records. They are needed until the switch and can be removed afterwards. */
  readonly otherRecords: readonly SenderRecord[];
  /** Required names at which a record of the other provider prevents ours. */
  readonly collisions: readonly { readonly required: string; readonly occupiedBy: SenderRecord }[];
}

/** Gathers the facts about a move; `undefined` if no other provider is known. */
export function migrationOf({
  migratingFrom,
  snapshot,
  fromAddresses,
  mailFrom,
}: Pick<Onboarding, "migratingFrom" | "snapshot" | "fromAddresses" | "mailFrom">): Migration | undefined {
  const otherRecords = snapshot?.senders ?? [];
  if (migratingFrom === undefined && otherRecords.length === 0) return undefined;
  const { provider, addresses: usedBefore = [] } = migratingFrom ?? {};
  const seenProviders = new Set(otherRecords.map((one) => one.provider));
  return {
    providers: provider === undefined ? [...seenProviders] : [provider],
    isAnnounced: migratingFrom !== undefined,
    usedBefore,
    changed: usedBefore.length === 0 ? [] : fromAddresses.filter((address) => !usedBefore.includes(address)),
    otherRecords,
    // A TXT record can exist beside others. A name with a CNAME, or a delegated name, cannot hold our
    // records.
    collisions: otherRecords
      .filter(({ type, name }) => type !== "TXT" && isAtOrBelow(mailFrom, name))
      .map((record) => ({ required: mailFrom, occupiedBy: record })),
  };
}
