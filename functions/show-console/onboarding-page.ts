import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { type Details, details } from "./api-shapes.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { awaitsLabel, statusLabel, toneOf } from "./labels.ts";
import { actionsFor, type OfferedAction } from "./onboarding-actions.ts";
import { doneText, undoOf } from "./result-text.ts";
import { type Moment, timelineOf } from "./timeline.ts";
import { type ShownTime, shownTime } from "./times.ts";
import view from "./view/onboarding.eta";
import { isOffered, type Shown } from "./viewer.ts";

const { text } = textsIn("en");

const LABELS = {
  findings: text("operators.pages.findings"),
  records: text("operators.pages.records"),
  record: text("operators.pages.record"),
  state: text("operators.pages.state"),
  seen: text("operators.pages.seen"),
  timeline: text("operators.pages.timeline"),
  facts: text("operators.pages.facts"),
  actions: text("operators.pages.actions"),
  reason: text("operators.pages.reason"),
} as const;

/** A name, a value and where it leads. */
type Fact = readonly [name: string, value: string, href?: string];

const template = htmlTemplate<{
  identity: string;
  status: string;
  tone: string;
  message: string | undefined;
  undo: { href: string; label: string } | undefined;
  awaits: string;
  since: ShownTime | undefined;
  csrf: string;
  findings: ReadonlyArray<{ code: string; fix: string; tone: string }>;
  records: ReadonlyArray<{
    type: string;
    name: string;
    state: string;
    seen: readonly string[];
    tone: string;
  }>;
  timeline: readonly Moment[];
  facts: readonly Fact[];
  actions: readonly OfferedAction[];
  labels: typeof LABELS;
}>(view);

/** The page of one onboarding: what it waits for, everything that happened, and what an operator can do. */
export function onboardingPage(body: unknown, { now, viewer, query }: Shown): ConsolePage {
  const one = details.parse(body);
  const content = template({
    identity: one.identity,
    status: statusLabel(one.status),
    tone: toneOf(one.status),
    message: doneText(query),
    undo: undoFor(one, { viewer, query }),
    csrf: viewer.csrf,
    awaits: text("operators.pages.waits-for", { party: awaitsLabel(one.waitingOn.whom) }),
    since: shownTime(one.waitingOn.since, now),
    findings: one.findings.map(({ code, severity, fix }) => ({ code, fix, tone: toneOf(severity) })),
    records: one.records.map(({ type, name, state, seen }) => ({
      type,
      name,
      state,
      seen,
      tone: toneOf(state),
    })),
    timeline: timelineOf(one, now),
    facts: factsOf(one, now),
    actions: actionsFor(one).filter(({ name }) => isOffered(viewer, name)),
    labels: LABELS,
  });
  return { title: one.identity, part: "onboardings", content };
}

/** The way back from the action that led to this page, if there is one and the viewer may go it. */
function undoFor({ onboardingId }: Details, { viewer, query }: Pick<Shown, "viewer" | "query">) {
  const undo = undoOf(query);
  return undo === undefined || !isOffered(viewer, undo)
    ? undefined
    : { href: `${BASE}/onboardings/${onboardingId}/${undo}`, label: text("operators.pages.undo") };
}

function factsOf(one: Details, now: number): Fact[] {
  const { columns } = CONSOLE_WORDS;
  const times: Fact[] = [
    [text("operators.pages.opened"), shownTime(one.createdAt, now)?.utc ?? ""],
    [text("operators.pages.last-check"), shownTime(one.lastLookAt, now)?.utc ?? "–"],
    [text("operators.pages.next-check"), shownTime(one.nextLookAt, now)?.utc ?? "–"],
    [text("operators.pages.open-until"), shownTime(one.lapsesAt, now)?.utc ?? "–"],
  ];
  return [
    [columns.project, one.project, `${BASE}/projects/${encodeURIComponent(one.project)}`],
    [columns.owner, one.owner],
    [columns.ticket, `${one.ticket} (${one.source})`],
    [columns.requester, one.requester],
    [text("operators.pages.from-addresses"), one.fromAddresses.join(", ")],
    [text("operators.pages.mail-from"), one.mailFrom],
    ...times,
    ...(one.closedBecause === null ? [] : [[text("operators.pages.closed"), one.closedBecause] as const]),
    [text("operators.pages.execution"), one.execution],
    [text("operators.pages.id"), one.onboardingId],
  ];
}
