import { excerpt } from "#core/names/excerpt";
import { textsIn } from "#core/words/texts";
import { outcomeOf } from "./outcome.ts";
import { type Paint, wrapped } from "./paint.ts";
import type { Report } from "./report.ts";
import { untilWords } from "./until-words.ts";

const { text } = textsIn("en");

/** The options for a report that people read. */
export interface TableOptions {
  readonly paint: Paint;
  /** The longest line of text, in columns. */
  readonly width: number;
  /** The present time in epoch milliseconds, to which times in words refer. */
  readonly now: number;
  /** Shows the evidence, with commands that repeat the queries. */
  readonly evidence: boolean;
}

type Row = Report["records"][number];
type Finding = Report["findings"][number];

const PURPOSES: Readonly<Record<Row["purpose"], string>> = {
  ownership: "Proof",
  dkim: "DKIM",
  "mail-from-mx": "MAIL FROM",
  "mail-from-spf": "MAIL FROM",
  other: "",
};

const COLOURS = {
  right: "green",
  missing: "red",
  wrong: "red",
  conflicting: "red",
  unknown: "yellow",
  urgent: "red",
  blocking: "red",
  warning: "yellow",
  advice: "cyan",
} as const;

const HEADLINES = {
  right: text("operators.commands.diagnose.right"),
  blocked: text("operators.commands.diagnose.blocked"),
  unknown: text("operators.commands.diagnose.unknown"),
} as const;

/** The most characters of a value that are printed: the part in which it differs is enough. */
const LONGEST_VALUE = 120;

/** Writes the report as text, without a final line break. */
export function tableOf(report: Report, options: TableOptions): string {
  const { domain, findings, nextLook, queries, elapsedMs } = report;
  const { paint } = options;
  const next =
    nextLook === null
      ? ""
      : `${text("operators.commands.diagnose.next", { at: inWords(nextLook, options) })} `;
  return [
    `${paint("bold", domain)}: ${HEADLINES[outcomeOf(report)]}`,
    "",
    ...rows(report, options),
    ...findings.flatMap((finding) => ["", ...findingLines(finding, options)]),
    "",
    paint("dim", next + text("operators.commands.diagnose.queries", { queries, ms: String(elapsedMs) })),
  ].join("\n");
}

function rows({ records }: Report, options: TableOptions): readonly string[] {
  const { paint } = options;
  const cells = records.map((record) => [
    record.state,
    record.type,
    record.name,
    PURPOSES[record.purpose],
    record.dnsHost ?? "",
    spread(record, options),
  ]);
  const head = ["STATE", "TYPE", "NAME", "FOR", "DNS HOST", "SEEN"];
  const widths = head.map((title, column) => {
    const longest = Math.max(...cells.map((row) => row[column]?.length ?? 0));
    // A column that is empty for every record is left out.
    return longest === 0 ? 0 : Math.max(title.length, longest);
  });
  const line = (row: readonly string[]): string =>
    row
      .flatMap((cell, column) => (widths[column] === 0 ? [] : [cell.padEnd(widths[column] ?? 0)]))
      .join("  ")
      .trimEnd();
  return [
    paint("dim", line(head)),
    ...cells.map((row, index) => {
      const state = records[index]?.state ?? "unknown";
      return paint(COLOURS[state], line(row).slice(0, state.length)) + line(row).slice(state.length);
    }),
  ];
}

function spread({ state, propagation, cachedUntil }: Row, options: TableOptions): string {
  if (state !== "right") return "";
  if (propagation === "everywhere") return text("operators.commands.diagnose.everywhere");
  return cachedUntil === null
    ? text("operators.commands.diagnose.at-servers")
    : text("operators.commands.diagnose.cached", { at: inWords(cachedUntil, options) });
}

function inWords(isoTime: string, { now }: TableOptions): string {
  return untilWords(Date.parse(isoTime), now);
}

function findingLines(finding: Finding, { paint, width, evidence }: TableOptions): readonly string[] {
  const { code, severity, record, seen, expected, fix } = finding;
  const about = record === null ? "" : `  ${record.type} ${record.name}`;
  return [
    `${paint(COLOURS[severity], severity.toUpperCase())} ${paint("bold", code)}${about}`,
    ...wrapped(fix, width).map((line) => `  ${line}`),
    ...values("seen", seen, (value) => excerpt(value, LONGEST_VALUE, expected[0])),
    ...values("expected", expected, (value) => value),
    ...(evidence ? finding.evidence.flatMap((one) => evidenceLines(one, width)) : []),
  ];
}

/** Lists values. Present values are cut; expected values are not, because people copy them. */
function values(
  title: string,
  list: readonly string[],
  written: (value: string) => string,
): readonly string[] {
  return list.map((value, index) => `  ${(index === 0 ? `${title}:` : "").padEnd(10)}${written(value)}`);
}

function evidenceLines(one: Finding["evidence"][number], width: number): readonly string[] {
  const commands = [one.dig, one.nslookup, one.resolveDnsName].filter((command) => command !== "");
  return [
    "",
    ...wrapped(one.statement, width).map((line) => `  ${line}`),
    ...commands.map((line) => `    ${line}`),
  ];
}
