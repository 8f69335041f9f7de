import { printable } from "#core/names/printable";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { migrationOf, type SenderRecord } from "./migration.ts";

/** A move from another provider, in words. */
export interface MigrationNote {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What belongs to the other provider, each with what becomes of it. */
  readonly theirs: readonly string[];
  readonly theirsTitle: string;
  readonly afterwards: string;
}

/** What to keep in mind where another provider sends for the domain; `undefined` where none does. */
export function migrationNote(onboarding: Onboarding): MigrationNote | undefined {
  const found = migrationOf(onboarding);
  if (found === undefined) return undefined;
  const { migration: words } = WORDS;
  const { usedBefore, changed, theirs, collisions, isSaid } = found;
  const who = found.providers.map((name) => printable(name, 100)).join(", ");
  const isNamed = who !== "";
  return {
    title: words.title,
    paragraphs: [
      ...(isNamed ? [isSaid ? words.leaving(who) : words.seen(who)] : [words.leavingSomebody]),
      usedBefore.length === 0 ? words.same : words.sameAs(usedBefore.join(", ")),
      ...(changed.length === 0 ? [] : [words.changed(changed.join(", "))]),
      words.untouched,
      ...collisions.map(({ wanted, held }) => words.collision(wanted, placeOf(held))),
    ],
    theirsTitle: words.theirsTitle,
    theirs: theirs.map((record) => words.theirs[record.type](placeOf(record), record.provider)),
    afterwards: words.afterwards,
  };
}

function placeOf({ type, name }: SenderRecord): string {
  return `${type} ${name}`;
}
