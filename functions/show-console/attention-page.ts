import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { attention, type NeedsAction } from "./api-shapes.ts";
import { attentionText } from "./attention-text.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { doneText } from "./result-text.ts";
import { type ShownTime, shownTime } from "./times.ts";
import view from "./view/attention.eta";
import { isOffered, type Shown } from "./viewer.ts";

const { text } = textsIn("en");

type Kind = keyof typeof CONSOLE_WORDS.sections;

/** The list with all onboardings of a section, if there is one. */
const ALL: Readonly<Partial<Record<Kind, string>>> = {
  failed: "status=failed&sort=oldest",
  held: "status=held&sort=oldest",
  decision: "awaits=operator&sort=oldest",
  "stuck-ses-week": "awaits=ses&sort=oldest",
  "stuck-dns-week": "awaits=dns&sort=oldest",
  "stuck-customer-week": "awaits=customer&sort=oldest",
  "stuck-ses-day": "awaits=ses&sort=oldest",
  "stuck-dns-day": "awaits=dns&sort=oldest",
  "stuck-customer-day": "awaits=customer&sort=oldest",
};

const BAD: readonly Kind[] = ["incident", "failed", "desk"];

/** An action that a row of the table offers directly. */
interface QuickAction {
  readonly action: string;
  readonly label: string;
  readonly hidden?: ReadonlyArray<readonly [string, string]>;
}

const CHECK: readonly QuickAction[] = [{ action: "check", label: text("operators.pages.check") }];

/** The direct actions of each section. */
const QUICK: Readonly<Partial<Record<Kind, readonly QuickAction[]>>> = {
  held: [
    { action: "approve", label: text("operators.pages.approve-request"), hidden: [["what", "request"]] },
    { action: "refuse", label: text("operators.pages.refuse") },
  ],
  failed: [{ action: "redrive", label: text("operators.pages.redrive") }],
  nobodys: [
    { action: "assign", label: text("operators.pages.assign") },
    { action: "assign", label: text("operators.pages.assign-proof"), hidden: [["proof", "true"]] },
  ],
  desk: [{ action: "redeliver", label: text("operators.pages.redeliver") }],
  notices: [{ action: "redeliver", label: text("operators.pages.redeliver") }],
  "stuck-ses-week": CHECK,
  "stuck-dns-week": CHECK,
  "stuck-ses-day": CHECK,
  "stuck-dns-day": CHECK,
};

/** The titles of detail columns that show more than the findings. */
const DETAIL_TITLES: Readonly<Partial<Record<Kind, string>>> = {
  held: CONSOLE_WORDS.columns.requester,
  nobodys: CONSOLE_WORDS.columns.owner,
};

const template = htmlTemplate<{
  title: string;
  words: typeof CONSOLE_WORDS;
  glance: string;
  message: string | undefined;
  csrf: string;
  sections: readonly ShownSection[];
}>(view);

interface ShownSection {
  readonly kind: Kind;
  readonly title: string;
  readonly advice: string;
  readonly tone: string;
  readonly count: string;
  readonly all: string | undefined;
  readonly detailTitle: string;
  readonly hasActions: boolean;
  readonly rows: ReadonlyArray<{
    readonly href: string;
    readonly identity: string;
    readonly project: string;
    readonly detail: string;
    readonly since: ShownTime | undefined;
    readonly actions: readonly QuickAction[];
  }>;
}

/** Renders the first page: the onboardings that need action, the most urgent first, with direct actions. */
export function attentionPage(body: unknown, shown: Shown): ConsolePage {
  const sections = attention.parse(body).sections.filter(({ onboardings }) => onboardings.length > 0);
  const title = CONSOLE_WORDS.nav.attention;
  const content = template({
    ...{ title, words: CONSOLE_WORDS, csrf: shown.viewer.csrf, glance: text("operators.pages.at-a-glance") },
    message: doneText(shown.query),
    sections: sections.flatMap(({ kind, onboardings, isMore }) =>
      isKind(kind) ? [sectionOf(kind, onboardings, isMore, shown)] : [],
    ),
  });
  return { title, part: "attention", content, isLive: true };
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(CONSOLE_WORDS.sections, kind);
}

function sectionOf(
  kind: Kind,
  onboardings: readonly NeedsAction[],
  isMore: boolean,
  { now, viewer }: Shown,
): ShownSection {
  const all = ALL[kind];
  const actions = (QUICK[kind] ?? []).filter(({ action }) => isOffered(viewer, action));
  return {
    kind,
    title: CONSOLE_WORDS.sections[kind],
    advice: CONSOLE_WORDS.advice[kind],
    tone: BAD.includes(kind) ? "bad" : "warn",
    count: `${onboardings.length}${isMore ? "+" : ""}`,
    all: all === undefined ? undefined : `${BASE}/onboardings?${all}`,
    detailTitle: DETAIL_TITLES[kind] ?? CONSOLE_WORDS.columns.finding,
    hasActions: actions.length > 0,
    rows: onboardings.map((one) => ({
      href: `${BASE}/onboardings/${one.onboardingId}`,
      identity: one.identity,
      project: one.project,
      detail: attentionText(kind, one, now),
      since: shownTime(sinceOf(one), now),
      actions,
    })),
  };
}

/** Returns since when it has needed action. */
function sinceOf({ lost, incident, awaitedSince, waitingOn, createdAt }: NeedsAction): string | null {
  return awaitedSince ?? lost[0]?.at ?? incident?.since ?? waitingOn.since ?? createdAt;
}
