import type { Texts } from "#core/words/texts";
import type { RecordCard } from "./record-card.ts";

/** A record as a message shows it: a title, and the fields that a DNS panel asks for. */
export interface RecordTable {
  readonly title: string;
  readonly fields: readonly (readonly [label: string, value: string])[];
}

/** Writes a record for a reader, with its fields in the order in which DNS panels ask for them. */
export function recordTable(card: RecordCard, { text }: Texts): RecordTable {
  const { number, which, record, zone, isElsewhere, host } = card;
  const { type, name, priority, value } = record;
  return {
    title: text(`record.title.${record.purpose}`, { number, type, which }),
    fields: [
      ...(isElsewhere ? [[text("record.field.zone"), zone] as const] : []),
      [text("record.field.host"), host],
      [text("record.field.name"), name],
      ...(priority === undefined ? [] : [[text("record.field.priority"), String(priority)] as const]),
      [text("record.field.value"), value],
    ],
  };
}
