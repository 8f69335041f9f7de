import { printable } from "#core/names/printable";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { migrationOf, type SenderRecord } from "./migration.ts";

/** Advice for a move from another provider, as text. */
export interface MigrationNote {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The other provider's records, each with what to do about it. */
  readonly otherRecords: readonly string[];
  readonly otherRecordsTitle: string;
  readonly afterwards: string;
}

/** Writes the advice for a move; `undefined` if no other provider is known. */
export function migrationNote(onboarding: Onboarding): MigrationNote | undefined {
  const migration = migrationOf(onboarding);
  if (migration === undefined) return undefined;
  const { migration: texts } = WORDS;
  const { usedBefore, changed, otherRecords, collisions, isAnnounced } = migration;
  const providers = migration.providers.map((name) => printable(name, 100)).join(", ");
  return {
    title: texts.title,
    paragraphs: [
      ...(providers === ""
        ? [texts.leavingUnnamed]
        : [isAnnounced ? texts.leaving(providers) : texts.seen(providers)]),
      usedBefore.length === 0 ? texts.same : texts.sameAs(usedBefore.join(", ")),
      ...(changed.length === 0 ? [] : [texts.changed(changed.join(", "))]),
      texts.untouched,
      ...collisions.map(({ required, occupiedBy }) => texts.collision(required, placeOf(occupiedBy))),
    ],
    otherRecordsTitle: texts.otherRecordsTitle,
    otherRecords: otherRecords.map((record) =>
      texts.otherRecords[record.type](placeOf(record), record.provider),
    ),
    afterwards: texts.afterwards,
  };
}

function placeOf({ type, name }: SenderRecord): string {
  return `${type} ${name}`;
}
