import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { migrationNote } from "#core/instructions/migration-note";
import { likelyZone, recordCards } from "#core/instructions/record-card";
import { printable } from "#core/names/printable";
import { bothForms } from "#core/names/unicode-name";
import { utcTime } from "#core/names/utc-time";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { isExtendable } from "#core/onboarding/changes/reminders";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import { WORDS } from "#core/words/words";
import type { HttpRequest } from "#platform/http/http-handler";
import { findingView } from "./finding-view.ts";
import { handOff } from "./hand-off.ts";
import { isDkimTold, type Phase, phaseOf } from "./phase.ts";
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

/** What the page's template is given. */
export type SetupView = ReturnType<typeof setupView>;

/** All that the set-up page says; `publicUrl` is where set-up links begin. */
export function setupView(
  onboarding: Onboarding,
  { parameters, query, now }: HttpRequest,
  publicUrl: string,
) {
  const { page } = WORDS;
  const { identity, mailFrom, lastCheck: look } = onboarding;
  const domain = bothForms(identity);
  const token = parameters["token"] ?? "";
  const cards = recordCards(onboarding);
  const findings: readonly StoredFinding[] = look?.findings ?? [];
  const besides = findings.filter((finding) => !cards.some((card) => card.findings.includes(finding)));
  const records = cards.map(recordView);
  const dnsHosts = dnsHostSteps(onboarding);
  const phase = phaseOf(onboarding);
  const isAlone = isProofAlone(onboarding);
  const ask = askOf(onboarding, phase);
  const isToDo = isAwaiting(onboarding) && TONES[phase] !== "good";
  const isHandedOff = records.length > 0 && (isToDo || phase === "missed");
  const isReady = phase === "ready" || phase === "readyWithoutMailFrom";
  return {
    token,
    now,
    title: page.title(domain),
    // It may be broken after each dot, so that it reads well on a phone
    domain: domain.split(/(?<=\.)/),
    phase: {
      ...page.phases[phase],
      tone: TONES[phase],
      isReady,
      isDkimVerified: isDkimTold(onboarding),
    },
    records,
    times: timesOf(onboarding),
    words: {
      ...page,
      task: page.task(onboarding),
      recordsTitle: page.recordsTitle(onboarding),
      recordsThere: page.recordsThere(onboarding),
    },
    stamp: setupStatus(onboarding).stamp,
    done: doneWords(query["done"] ?? ""),
    isFinal: isReady || phase === "ended",
    isAwaiting: isAwaiting(onboarding),
    /** False as well while only caches or SES are awaited. */
    isToDo,
    ask,
    /** What they are for is read first, and is in the way afterwards. */
    isBegun: phase !== "preparing" && phase !== "add",
    isLooked: look !== undefined,
    urgent: findings.filter((finding) => !isNotUrgent(finding)).map(findingView),
    findings: besides.filter(isNotUrgent).map(findingView),
    who: page.who(
      { ...onboarding, project: printable(onboarding.project) },
      onboarding.fromAddresses.join(", "),
    ),
    why: isAlone ? WORDS.ownership.why(onboarding) : page.why(domain, bothForms(mailFrom)),
    dnsHosts,
    rules: [
      ...(isProofRequired(onboarding) && !isAlone ? [WORDS.ownership.demanded(onboarding)] : []),
      ...(dnsHosts.length === 0 ? [page.host(likelyZone(onboarding))] : [page.values]),
      ...(dnsHosts.length === 0 && !isAlone ? [page.proxy] : []),
      ...(isAlone ? [] : [page.only(mailFrom)]),
    ],
    next: page.next(ask?.label ?? page.confirm),
    keep: onboarding.withoutMailFrom === undefined ? page.keep : WORDS.readyWithoutMailFrom.keep,
    migration: migrationNote(onboarding),
    afterwards: page.afterwards(onboarding.fromAddresses.join(", ")),
    progress: page.progress(records.filter(({ mark }) => mark.tone === "good").length, records.length),
    handOff: isHandedOff ? handOff(onboarding, identity, `${publicUrl}/setup/${token}`) : undefined,
    sentTo: onboarding.dnsContact && page.sentTo(printable(onboarding.dnsContact)),
    files: Object.entries(page.files).map(([name, label]) => ({ name, label })),
    extend: isExtendable(onboarding, now) ? WORDS.extend : undefined,
    amend: { text: page.amend(mailFrom), label: page.amendLabel(identity), mailFrom },
  };
}

function isNotUrgent({ severity }: StoredFinding): boolean {
  return severity !== "urgent";
}

/** What the one button says: first that the records are there, later to look again. */
function askOf(
  onboarding: Onboarding,
  phase: Phase,
): { signal: string; label: string; isQuiet: boolean } | undefined {
  if (!isAwaiting(onboarding) || onboarding.records.length === 0) return undefined;
  const signal = onboarding.status === "records_issued" ? "confirm" : "check";
  return { signal, label: WORDS.page[signal], isQuiet: TONES[phase] === "good" };
}

function doneWords(done: string): string | undefined {
  const words: Readonly<Record<string, string>> = WORDS.done;
  return Object.hasOwn(words, done) ? words[done] : undefined;
}

/** Many onboardings at once wait in a queue, each for its time. */
function nextOf({ status, ses, schedule }: Onboarding): readonly [string, number | undefined] {
  const { page } = WORDS;
  return status === "requested" ? [page.recordsAt, ses.slotAt] : [page.nextLook, schedule.nextCheckAt];
}

function timesOf(onboarding: Onboarding): { label: string; iso: string; utc: string }[] {
  const { page } = WORDS;
  const awaited = isAwaiting(onboarding)
    ? ([nextOf(onboarding), [page.until, onboarding.expiresAt]] as const)
    : [];
  return [[page.lastLook, onboarding.lastCheck?.at] as const, ...awaited].flatMap(([label, at]) =>
    at === undefined ? [] : [{ label, iso: new Date(at).toISOString(), utc: utcTime(at) }],
  );
}
