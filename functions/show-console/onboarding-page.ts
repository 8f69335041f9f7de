import { textsIn } from "#core/words/texts";
import { htmlTemplate } from "#platform/http/html-page";
import { details } from "./api-shapes.ts";
import { givesUpText } from "./attention-text.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { awaitsLabel, recordStateLabel, statusLabel, toneOf } from "./labels.ts";
import { actionsFor, type OfferedAction } from "./onboarding-actions.ts";
import {
  claimsOf,
  contestText,
  type Fact,
  factsOf,
  type LastAct,
  lastActOf,
  sesStates,
} from "./onboarding-facts.ts";
import { doneText, type Undo, undoFor } from "./result-text.ts";
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
  customer: text("operators.pages.customer-sees"),
  ses: text("operators.pages.ses"),
  claims: text("operators.pages.claims"),
  reason: text("operators.pages.reason"),
  told: text("operators.pages.told-texts"),
} as const;

const template = htmlTemplate<{
  identity: string;
  status: string;
  tone: string;
  message: string | undefined;
  undo: Undo | undefined;
  awaits: string;
  since: ShownTime | undefined;
  warnings: readonly string[];
  lastAct: LastAct | undefined;
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
  customerSees: string;
  ses: ReadonlyArray<{ part: string; state: string; tone: string }>;
  sesReadAt: ShownTime | undefined;
  claims: ReturnType<typeof claimsOf>;
  contest: string | undefined;
  actions: readonly OfferedAction[];
  labels: typeof LABELS;
}>(view);

/** Renders one onboarding: what it waits for, everything that happened, and what an operator can do. */
export function onboardingPage(body: unknown, { now, viewer, query }: Shown): ConsolePage {
  const one = details.parse(body);
  const content = template({
    identity: one.identity,
    status: statusLabel(one.status),
    tone: toneOf(one.status),
    message: doneText(query),
    undo: undoFor(`${BASE}/onboardings/${one.onboardingId}`, { viewer, query }),
    csrf: viewer.csrf,
    awaits: text("operators.pages.waits-for", { party: awaitsLabel(one.waitingOn.whom) }),
    since: shownTime(one.awaitedSince ?? one.waitingOn.since, now),
    warnings: [
      one.mutedAt === null ? undefined : text("operators.pages.taken-over"),
      givesUpText(one.sesGivesUpAt, now),
      one.decision === null ? undefined : `${one.decision.why} ${one.decision.next}`,
    ].filter((words) => words !== undefined),
    lastAct: lastActOf(one, now),
    findings: one.findings.map(({ code, severity, fix }) => ({ code, fix, tone: toneOf(severity) })),
    records: one.records.map(({ type, name, state, seen }) => ({
      type,
      name,
      state: recordStateLabel(state),
      seen,
      tone: toneOf(state),
    })),
    timeline: timelineOf(one, now),
    facts: factsOf(one, now),
    customerSees: one.customerSees,
    ses: sesStates(one),
    sesReadAt: shownTime(one.ses.readAt, now),
    claims: claimsOf(one),
    contest: contestText(one, now),
    actions: actionsFor(one).filter(({ name }) => isOffered(viewer, name)),
    labels: LABELS,
  });
  return { title: one.identity, part: "onboardings", content, isLive: true };
}
