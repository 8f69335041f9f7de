import { pageHeadline } from "#core/instructions/headline";
import { lossOf } from "#core/instructions/loss";
import { consequences } from "#core/instructions/loss-text";
import { isDkimMilestone, LOSS_PHASES, type Phase, setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import { isExtendable } from "#core/onboarding/changes/reminders";
import { isCheckable } from "#core/onboarding/changes/signals";
import { nextLook } from "#core/onboarding/next-look";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { markTime } from "#platform/http/html-text";
import type { FindingsView } from "./findings-view.ts";
import type { RecordView } from "./record-view.ts";

const TONES = {
  preparing: "info",
  held: "info",
  prove: "info",
  add: "info",
  checking: "info",
  correct: "bad",
  partly: "info",
  lost: "bad",
  unsure: "warn",
  spreading: "good",
  confirming: "good",
  finishing: "good",
  ready: "good",
  readyWithoutMailFrom: "good",
  missed: "bad",
  found: "warn",
  failed: "warn",
  ended: "info",
} as const satisfies Record<Phase, string>;

/** The phases in which the reader may not yet know who requests what. */
const FIRST_PHASES: readonly Phase[] = ["preparing", "held", "prove", "add"];

/** The first part of the page: the state of the set-up, and what to do. */
export interface StatusView {
  readonly tone: (typeof TONES)[Phase];
  readonly headline: string;
  readonly task: string | undefined;
  readonly who: string | undefined;
  /** The number of right records; `undefined` before a check. */
  readonly progress: string | undefined;
  /** When DNS was checked, and when it will be checked next. */
  readonly checks: readonly string[];
  readonly notes: readonly { readonly text: string; readonly isGood: boolean }[];
  /** Present if the set-up expires soon. */
  readonly expiring: { readonly title: string; readonly text: string; readonly button: string } | undefined;
}

interface StatusContext {
  readonly texts: Texts;
  readonly platform: string;
  readonly now: number;
  /** The findings that are shown above the records. */
  readonly shared: FindingsView["shared"];
}

/** Prepares the first part of the page. */
export function statusView(
  onboarding: Onboarding,
  records: readonly RecordView[],
  { texts, platform, now, shared }: StatusContext,
): StatusView {
  const { text } = texts;
  const phase = setupPhase(onboarding);
  const time = markTime(onboarding.expiresAt);
  return {
    tone: TONES[phase],
    headline: pageHeadline(onboarding, texts),
    task: taskOf(onboarding, phase, shared, texts),
    who: FIRST_PHASES.includes(phase) ? whoText(onboarding, platform, texts) : undefined,
    progress: progressOf(onboarding, records, texts),
    checks: checksOf(onboarding, records, texts, now),
    notes: notesOf(onboarding, phase, texts),
    expiring: isExtendable(onboarding, now)
      ? {
          title: text("page.expiring.title", { time }),
          text: text("page.expiring.text"),
          button: text("page.expiring.button"),
        }
      : undefined,
  };
}

/** Returns what already works, or what a loss will change. */
function notesOf(onboarding: Onboarding, phase: Phase, texts: Texts): StatusView["notes"] {
  const loss = LOSS_PHASES.includes(phase) ? lossOf(onboarding) : undefined;
  const lost = loss === undefined ? [] : consequences(onboarding, loss, texts, markTime);
  const good = isDkimMilestone(onboarding) ? [texts.text("page.dkim-verified")] : [];
  return [...lost.map((text) => ({ text, isGood: false })), ...good.map((text) => ({ text, isGood: true }))];
}

/** Writes who requests the records, and for what. */
export function whoText(
  { project, requester, fromAddresses }: Onboarding,
  platform: string,
  { text }: Texts,
): string {
  const values = { platform, project: printable(project), requester: printable(requester) };
  return fromAddresses.length === 0
    ? text("page.who-without-address", values)
    : text("page.who", { ...values, addresses: fromAddresses });
}

function taskOf(
  onboarding: Onboarding,
  phase: Phase,
  shared: StatusContext["shared"],
  { text }: Texts,
): string | undefined {
  switch (phase) {
    case "partly":
      // With a known cause, it does not help to wait.
      return text(shared.some(({ tone }) => tone === "bad") ? "page.task.correct" : "page.task.partly");
    case "preparing":
      return onboarding.ses.slotAt === undefined
        ? text("page.task.preparing")
        : text("page.task.preparing-at", { time: markTime(onboarding.ses.slotAt) });
    case "spreading": {
      const ends = onboarding.lastCheck?.records.flatMap(({ cachedUntil }) => cachedUntil ?? []) ?? [];
      return ends.length === 0
        ? text("page.task.spreading")
        : text("page.task.spreading-until", { time: markTime(Math.max(...ends)) });
    }
    case "finishing":
      return text("page.task.finishing", { project: printable(onboarding.project) });
    case "ready":
    case "readyWithoutMailFrom":
      return undefined;
    default:
      return text(`page.task.${phase}`);
  }
}

function progressOf(
  { lastCheck }: Onboarding,
  records: readonly RecordView[],
  { text }: Texts,
): string | undefined {
  if (lastCheck === undefined || records.length === 0) return undefined;
  const right = records.filter(({ tone }) => tone === "good").length;
  return text("page.progress", { right, total: records.length });
}

function checksOf(
  onboarding: Onboarding,
  records: readonly RecordView[],
  { text }: Texts,
  now: number,
): string[] {
  const { lastCheck } = onboarding;
  const next = nextLook(onboarding, now);
  const isWaiting = isCheckable(onboarding) && onboarding.status !== "requested";
  return [
    ...(lastCheck === undefined || records.length === 0
      ? []
      : [text("page.checked", { time: markTime(lastCheck.at) })]),
    ...(isWaiting && records.length > 0
      ? [
          "at" in next
            ? text("page.next-check", { time: markTime(next.at) })
            : text("check.often", { minutes: next.everyMinutes }),
        ]
      : []),
  ];
}
