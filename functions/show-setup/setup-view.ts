import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { migrationNote } from "#core/instructions/migration-note";
import { likelyZone, type RecordCard, recordCards } from "#core/instructions/record-card";
import { isDkimMilestone, type Phase, setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import { bothForms } from "#core/names/unicode-name";
import { utcTime } from "#core/names/utc-time";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { isExtendable } from "#core/onboarding/changes/reminders";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { WORDS } from "#core/words/words";
import type { HttpRequest } from "#platform/http/http-handler";
import { findingView } from "./finding-view.ts";
import { handOff } from "./hand-off.ts";
import { publishedText, publishView } from "./publish-view.ts";
import { recordView } from "./record-view.ts";
import { setupStatus } from "./setup-status.ts";

const TONES = {
  preparing: "info",
  held: "info",
  add: "info",
  looking: "info",
  correct: "bad",
  partly: "info",
  unsure: "warn",
  spreading: "good",
  confirming: "good",
  finishing: "good",
  ready: "good",
  readyWithoutMailFrom: "good",
  missed: "warn",
  failed: "warn",
  ended: "info",
} as const satisfies Record<Phase, string>;

/** The data of the page's template. */
export type SetupView = ReturnType<typeof setupView>;

/** Prepares the content of the set-up page; `publicUrl` is the base of set-up links. */
export function setupView(
  onboarding: Onboarding,
  { parameters, query, now }: HttpRequest,
  publicUrl: string,
) {
  const { page } = WORDS;
  const token = parameters["token"] ?? "";
  const cards = recordCards(onboarding);
  const records = cards.map(recordView);
  const phase = setupPhase(onboarding);
  const action = actionOf(onboarding, phase);
  const isToDo = isAwaiting(onboarding) && TONES[phase] !== "good";
  const isHandedOff = records.length > 0 && (isToDo || phase === "missed");
  const isReady = phase === "ready" || phase === "readyWithoutMailFrom";
  return {
    ...{ token, now, records, isToDo, action, publish: publishView(onboarding) },
    ...pageTexts(onboarding),
    ...findingsOf(onboarding, cards),
    phase: {
      ...page.phases[phase],
      tone: TONES[phase],
      isReady,
      isDkimVerified: isDkimMilestone(onboarding),
    },
    times: timesOf(onboarding),
    stamp: setupStatus(onboarding).stamp,
    done: doneText(query["done"] ?? ""),
    isFinal: isReady || phase === "ended",
    isAwaiting: isAwaiting(onboarding),
    /** The reasons for the records come first until the reader has begun, and last afterwards. */
    isBegun: phase !== "preparing" && phase !== "add",
    isChecked: onboarding.lastCheck !== undefined,
    next: page.next(action?.label ?? page.confirm),
    progress: page.progress(records.filter(({ mark }) => mark.tone === "good").length, records.length),
    handOff: isHandedOff
      ? handOff(onboarding, onboarding.identity, `${publicUrl}/setup/${token}`)
      : undefined,
    extend: isExtendable(onboarding, now) ? WORDS.extend : undefined,
  };
}

/** Texts that depend on the request only, not on its progress. */
function pageTexts(onboarding: Onboarding) {
  const { page } = WORDS;
  const { identity, mailFrom, fromAddresses, dnsContact } = onboarding;
  const domain = bothForms(identity);
  const from = fromAddresses.join(", ");
  return {
    title: page.title(domain),
    // Lines may break after each dot, so that long names fit on a phone
    domain: domain.split(/(?<=\.)/),
    words: {
      ...page,
      task: page.task(onboarding),
      recordsTitle: page.recordsTitle(onboarding),
      recordsThere: page.recordsThere(onboarding),
    },
    who: page.who({ ...onboarding, project: printable(onboarding.project) }, from),
    why: isProofAlone(onboarding)
      ? textsIn("en").text("proof.why", { domain: onboarding.identity })
      : page.why(domain, bothForms(mailFrom)),
    ...stepsOf(onboarding),
    keep:
      onboarding.withoutMailFrom === undefined
        ? page.keep
        : textsIn("en").text("ready.keep-without-mail-from"),
    migration: migrationNote(onboarding, textsIn("en")),
    afterwards: page.afterwards(from),
    sentTo: dnsContact && page.sentTo(printable(dnsContact)),
    files: Object.entries(page.files).map(([name, label]) => ({ name, label })),
    amend: { text: page.amend(mailFrom), label: page.amendLabel(identity), mailFrom },
  };
}

function stepsOf(onboarding: Onboarding) {
  const { page } = WORDS;
  const dnsHosts = dnsHostSteps(onboarding, textsIn("en"));
  const isAlone = isProofAlone(onboarding);
  const rules = [
    ...(isProofRequired(onboarding) && !isAlone
      ? [textsIn("en").text("proof.demanded", { domain: onboarding.identity })]
      : []),
    ...(dnsHosts.length === 0 ? [page.host(likelyZone(onboarding))] : [page.values]),
    ...(dnsHosts.length === 0 && !isAlone ? [page.proxy] : []),
    ...(isAlone ? [] : [page.only(onboarding.mailFrom)]),
  ];
  return { dnsHosts, rules };
}

/** Urgent findings are shown at the top; those that no record shows are listed below the records. */
function findingsOf({ lastCheck }: Onboarding, cards: readonly RecordCard[]) {
  const all: readonly StoredFinding[] = lastCheck?.findings ?? [];
  const others = all.filter((finding) => !cards.some((card) => card.findings.includes(finding)));
  return {
    urgent: all.filter((finding) => !isNotUrgent(finding)).map(findingView),
    findings: others.filter(isNotUrgent).map(findingView),
  };
}

function isNotUrgent({ severity }: StoredFinding): boolean {
  return severity !== "urgent";
}

/** The button of the page: first it confirms that the records were added, later it requests a check. */
function actionOf(
  onboarding: Onboarding,
  phase: Phase,
): { signal: string; label: string; isQuiet: boolean } | undefined {
  if (!isAwaiting(onboarding) || onboarding.records.length === 0) return undefined;
  const signal = onboarding.status === "records_issued" ? "confirm" : "check";
  return { signal, label: WORDS.page[signal], isQuiet: TONES[phase] === "good" };
}

function doneText(done: string): string | undefined {
  const published = publishedText(done);
  if (published !== undefined) return published;
  const texts: Readonly<Record<string, string>> = WORDS.done;
  return Object.hasOwn(texts, done) ? texts[done] : undefined;
}

/** The next time that the reader can expect something: an onboarding may wait for its slot of the SES budget first. */
function nextOf({ status, ses, schedule }: Onboarding): readonly [string, number | undefined] {
  const { page } = WORDS;
  return status === "requested" ? [page.recordsAt, ses.slotAt] : [page.nextLook, schedule.nextCheckAt];
}

function timesOf(onboarding: Onboarding): { label: string; iso: string; utc: string }[] {
  const { page } = WORDS;
  const upcoming = isAwaiting(onboarding)
    ? ([nextOf(onboarding), [page.until, onboarding.expiresAt]] as const)
    : [];
  return [[page.lastLook, onboarding.lastCheck?.at] as const, ...upcoming].flatMap(([label, at]) =>
    at === undefined ? [] : [{ label, iso: new Date(at).toISOString(), utc: utcTime(at) }],
  );
}
