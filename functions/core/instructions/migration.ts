import { isAtOrBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";

/** A DNS record of another provider that sends for the domain. */
export type SenderRecord = NonNullable<Onboarding["snapshot"]>["senders"][number];

/** The facts about another provider that sends for the domain. */
export interface Migration {
  /** The provider that the request names, otherwise those that DNS shows. */
  readonly providers: readonly string[];
  /** True if the request itself says that the customer is moving; false if only DNS shows another provider. */
  readonly isAnnounced: boolean;
  /** From addresses used at the other provider, if the request names them. */
  readonly usedBefore: readonly string[];
  /** Requested from addresses that were not used at the other provider. */
  readonly changed: readonly string[];
  /** The other provider's records: they are needed until the switch, and can be removed afterwards. */
  readonly otherRecords: readonly SenderRecord[];
  /** Required names that a record of the other provider occupies. */
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
    // A TXT record can be beside others. A name with a CNAME, or a delegated zone, can't hold our records.
    collisions: otherRecords
      .filter(({ type, name }) => type !== "TXT" && isAtOrBelow(mailFrom, name))
      .map((record) => ({ required: mailFrom, occupiedBy: record })),
  };
}
