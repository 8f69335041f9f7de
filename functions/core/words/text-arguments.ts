// `npm run docs` writes this file from locales/en.json.
// biome-ignore-all format: one line for each text keeps changes apart.

/** A text without arguments. */
type None = Readonly<Record<never, never>>;

/** A text, or several that the language joins to a list. */
type Shown = string | readonly string[];

/** The arguments of each text. Times are in epoch milliseconds. */
export interface TextArguments {
  "answered.all-right": { readonly all: number; readonly at: number };
  "answered.next": { readonly address: Shown; readonly at: number };
  "answered.record": { readonly name: Shown; readonly state: "conflicting" | "missing" | "other" | "unknown" | "wrong"; readonly type: Shown };
  "answered.some-right": { readonly all: number; readonly at: number; readonly right: number };
  "answered.subject": { readonly all: number; readonly domain: Shown; readonly right: number };
  "delivery.in-digest": { readonly address: Shown; readonly at: number };
  "delivery.pending": { readonly address: Shown };
  "delivery.sent": { readonly addresses: Shown };
  "digest.introduction": None;
  "digest.subject": { readonly count: number };
  "digest.why": None;
  "operators.brand.colour": None;
  "operators.brand.contrast": { readonly least: number };
  "operators.brand.line": { readonly longest: number };
  "operators.brand.logo-bytes": { readonly bytes: number };
  "operators.brand.logo-content": { readonly what: Shown };
  "operators.brand.logo-kind": None;
  "operators.list.next": None;
  "operators.list.sort": None;
  "operators.report.corrected": { readonly count: number; readonly days: Shown };
  "operators.report.csv": None;
  "operators.report.day": None;
  "operators.report.days": None;
  "operators.report.from": None;
  "operators.report.longest": { readonly days: Shown };
  "operators.report.order": None;
  "operators.report.period": { readonly from: Shown; readonly to: Shown };
  "operators.report.rebuild": None;
  "operators.report.rebuild-option": None;
  "operators.report.rebuilt": { readonly count: number };
  "operators.report.summary": None;
  "operators.report.table": None;
  "operators.report.to": None;
  "operators.report.to-ready": None;
  "operators.report.unaided": { readonly count: Shown; readonly share: Shown };
  "operators.report.week": None;
  "operators.report.within": None;
}
