import type { RequiredRecord } from "#core/records/required-records";

/** Renders the smallest page that shows the records, without style, script, states and buttons. */
export function barePage(identity: string, records: readonly RequiredRecord[]): string {
  const rows = records.map(({ type, name, priority, value }) => [type, name, priority ?? "", value]);
  const cells = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(String(cell))}</td>`).join("")}</tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(identity)}</title><table>${cells.join("")}</table></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
