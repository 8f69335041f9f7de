import { htmlTemplate } from "#platform/http/html-page";
import { attention, type InTrouble } from "./api-shapes.ts";
import { attentionText } from "./attention-text.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { type ShownTime, shownTime } from "./times.ts";
import view from "./view/attention.eta";

type Kind = keyof typeof CONSOLE_WORDS.sections;

/** The list that shows all of a kind, if there is one. */
const ALL: Readonly<Partial<Record<Kind, string>>> = {
  failed: "status=failed&sort=oldest",
  held: "status=held&sort=oldest",
  decision: "awaits=operator&sort=oldest",
  "stuck-ses": "awaits=ses&sort=oldest",
  "stuck-dns": "awaits=dns&sort=oldest",
  "stuck-customer-week": "awaits=customer&sort=oldest",
};

const BAD: readonly Kind[] = ["incident", "failed"];

interface Row {
  readonly href: string;
  readonly identity: string;
  readonly project: string;
  readonly detail: string;
  readonly since: ShownTime | undefined;
}

const template = htmlTemplate<{
  title: string;
  words: typeof CONSOLE_WORDS;
  sections: ReadonlyArray<{
    kind: Kind;
    title: string;
    advice: string;
    tone: string;
    count: string;
    all: string | undefined;
    detailTitle: string;
    rows: readonly Row[];
  }>;
}>(view);

/** The first page: what needs somebody, the most urgent first. */
export function attentionPage(body: unknown, now: number): ConsolePage {
  const sections = attention.parse(body).sections.filter(({ onboardings }) => onboardings.length > 0);
  const title = CONSOLE_WORDS.nav.attention;
  const content = template({
    title,
    words: CONSOLE_WORDS,
    sections: sections.flatMap(({ kind, onboardings, isMore }) =>
      isKind(kind) ? [sectionOf(kind, onboardings, isMore, now)] : [],
    ),
  });
  return { title, part: "attention", content };
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(CONSOLE_WORDS.sections, kind);
}

function sectionOf(kind: Kind, onboardings: readonly InTrouble[], isMore: boolean, now: number) {
  const all = ALL[kind];
  return {
    kind,
    title: CONSOLE_WORDS.sections[kind],
    advice: CONSOLE_WORDS.advice[kind],
    tone: BAD.includes(kind) ? "bad" : "warn",
    count: `${onboardings.length}${isMore ? "+" : ""}`,
    all: all === undefined ? undefined : `${BASE}/onboardings?${all}`,
    detailTitle: kind === "held" ? CONSOLE_WORDS.columns.requester : CONSOLE_WORDS.columns.finding,
    rows: onboardings.map((one) => ({
      href: `${BASE}/onboardings/${one.onboardingId}`,
      identity: one.identity,
      project: one.project,
      detail: attentionText(kind, one, now),
      since: shownTime(one.incident?.since ?? one.waitingOn.since ?? one.createdAt, now),
    })),
  };
}
