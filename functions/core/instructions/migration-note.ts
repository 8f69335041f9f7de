import { printable } from "#core/names/printable";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { migrationOf, type SenderRecord } from "./migration.ts";

/** The advice for a move from another provider, as text. */
export interface MigrationNote {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The other provider's records, each with advice. */
  readonly otherRecords: readonly string[];
  readonly otherRecordsTitle: string;
  readonly afterwards: string;
}

/** Writes the advice for a move; `undefined` if no other provider is known. */
export function migrationNote(onboarding: Onboarding, { text }: Texts): MigrationNote | undefined {
  const migration = migrationOf(onboarding);
  if (migration === undefined) return undefined;
  const { usedBefore, changed, otherRecords, collisions, isAnnounced } = migration;
  const providers = migration.providers.map((name) => printable(name, 100));
  const leaving = isAnnounced
    ? text("migration.leaving", { providers })
    : text("migration.seen", { providers });
  return {
    title: text("migration.title"),
    paragraphs: [
      providers.length === 0 ? text("migration.leaving-unnamed") : leaving,
      usedBefore.length === 0 ? text("migration.same") : text("migration.same-as", { addresses: usedBefore }),
      ...(changed.length === 0 ? [] : [text("migration.changed", { addresses: changed })]),
      text("migration.untouched"),
      ...collisions.map(({ required, occupiedBy }) =>
        text("migration.collision", { required, occupied: placeOf(occupiedBy) }),
      ),
    ],
    otherRecordsTitle: text("migration.others"),
    otherRecords: otherRecords.map((record) => {
      const { type, provider } = record;
      return text(`migration.other.${type}`, { place: placeOf(record), provider });
    }),
    afterwards: text("migration.afterwards"),
  };
}

function placeOf({ type, name }: SenderRecord): string {
  return `${type} ${name}`;
}
