import { isAtOrBelow } from "#core/names/domain-name";
import type { Onboarding } from "#core/onboarding/onboarding";

/** A record that belongs to a provider that may be left. */
export type SenderRecord = NonNullable<Onboarding["snapshot"]>["senders"][number];

/** What is to be kept in mind where another provider sends for the domain. */
export interface Migration {
  /** As the customer calls it, or by what DNS shows. */
  readonly providers: readonly string[];
  /** Whether the request says that somebody is left; else only DNS shows that somebody else sends, too. */
  readonly isSaid: boolean;
  /** Addresses used there, as far as they are known. */
  readonly usedBefore: readonly string[];
  /** From addresses that were not used there. */
  readonly changed: readonly string[];
  /** What is the other provider's: it stays until the switch, and may go afterwards. */
  readonly theirs: readonly SenderRecord[];
  /** Records asked for that can't stand where the other provider's are. */
  readonly collisions: readonly { readonly wanted: string; readonly held: SenderRecord }[];
}

/** What a move from another provider comes to; `undefined` where nobody else sends, as far as anybody knows. */
export function migrationOf({
  migratingFrom,
  snapshot,
  fromAddresses,
  mailFrom,
}: Pick<Onboarding, "migratingFrom" | "snapshot" | "fromAddresses" | "mailFrom">): Migration | undefined {
  const theirs = snapshot?.senders ?? [];
  if (migratingFrom === undefined && theirs.length === 0) return undefined;
  const { provider, addresses: usedBefore = [] } = migratingFrom ?? {};
  const shown = new Set(theirs.map((one) => one.provider));
  return {
    providers: provider === undefined ? [...shown] : [provider],
    isSaid: migratingFrom !== undefined,
    usedBefore,
    changed: usedBefore.length === 0 ? [] : fromAddresses.filter((address) => !usedBefore.includes(address)),
    theirs,
    // A text can stand beside others; a name that leads elsewhere, or is a zone of its own, holds nothing of ours.
    collisions: theirs
      .filter(({ type, name }) => type !== "TXT" && isAtOrBelow(mailFrom, name))
      .map((held) => ({ wanted: mailFrom, held })),
  };
}
