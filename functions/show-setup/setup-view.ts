import type { Brand } from "#core/brand/brand";
import { type AdvisedCard, advisedCard, type RecordCard, recordCards } from "#core/instructions/record-card";
import { type Phase, setupPhase } from "#core/instructions/setup-phase";
import { bothForms } from "#core/names/unicode-name";
import { isCheckable } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import type { StoredFinding } from "#core/records/last-check";
import type { TextKey, Texts } from "#core/words/texts";
import { htmlText } from "#platform/http/html-text";
import type { HttpRequest } from "#platform/http/http-handler";
import { chosenLanguage } from "#platform/http/page-language";
import { type ActionView, actionView } from "./action-view.ts";
import type { DnsHint } from "./dns-hints.ts";
import { type FindingsView, findingsView, sharedFindings } from "./findings-view.ts";
import { type MoreView, moreView } from "./more-view.ts";
import { type PublishView, publishedText, publishView } from "./publish-view.ts";
import { type ReadyView, readyView } from "./ready-view.ts";
import { type OptionalView, optionalView, type RecordView, recordViews } from "./record-view.ts";
import { setupStatus } from "./setup-status.ts";
import { type StatusView, statusView } from "./status-view.ts";

/** The reader of the page, and the base of set-up links. */
export interface SetupContext {
  readonly brand: Brand;
  readonly texts: Texts;
  readonly publicUrl: string;
  /** True for the link of a hand-off, which cannot change contacts. */
  readonly isHandOff: boolean;
}

/** The data of the page's template. */
export interface SetupView {
  readonly title: string;
  readonly token: string;
  /** The query string that keeps the reader's language in the addresses of forms and files. */
  readonly query: string;
  readonly now: number;
  readonly stamp: string;
  readonly isFinal: boolean;
  readonly done: string | undefined;
  readonly status: StatusView;
  readonly findings: FindingsView;
  readonly hints: readonly DnsHint[];
  readonly records: readonly RecordView[];
  readonly optional: OptionalView | undefined;
  readonly publish: PublishView | undefined;
  readonly action: ActionView | undefined;
  readonly ready: ReadyView | undefined;
  readonly more: MoreView;
  readonly words: Words;
  /** Writes a text as HTML, with its times as elements. */
  html(text: string): string;
}

/** The phases after which nothing on the page changes. */
const FINAL_PHASES: readonly Phase[] = ["ready", "readyWithoutMailFrom", "ended"];

/** Prepares the content of the set-up page. */
export function setupView(onboarding: Onboarding, request: HttpRequest, context: SetupContext): SetupView {
  const { parameters, query, now } = request;
  const { texts, brand } = context;
  const token = parameters["token"] ?? "";
  const phase = setupPhase(onboarding);
  const cards = shownCards(onboarding, phase);
  const optional = phase === "ended" ? undefined : advisedCard(onboarding);
  const findings = phase === "ended" ? [] : shownFindings(onboarding, optional);
  const records = recordViews(cards, sharedFindings(findings, cards), texts);
  const told = findingsView(findings, cards, texts);
  const language = chosenLanguage(request);
  const more = moreView(onboarding, { ...context, token, now });
  return {
    ...{ token, now, records, more },
    optional: optional && optionalView(optional, texts),
    query: language === undefined ? "" : `?lang=${language}`,
    title: texts.text("page.title", { domain: bothForms(onboarding.identity) }),
    stamp: setupStatus(onboarding).stamp,
    isFinal: FINAL_PHASES.includes(phase),
    done: doneText(query["done"] ?? "", texts),
    status: statusView(onboarding, records, { texts, platform: brand.name, now, shared: told.shared }),
    findings: told,
    hints: isCheckable(onboarding) ? more.hints : [],
    publish: publishView(onboarding, texts),
    action: actionView(onboarding, now, texts),
    ready: readyView(onboarding, texts),
    words: wordsOf(texts),
    html: (text) => htmlText(text, (at) => texts.text("page.time", { at })),
  };
}

/** Leaves out records that are not, or no longer, needed, because they would confuse the reader. */
function shownCards(onboarding: Onboarding, phase: Phase): readonly RecordCard[] {
  if (phase === "ended") return [];
  const cards = recordCards(onboarding);
  return phase === "readyWithoutMailFrom"
    ? recordsRequiredForSending(onboarding, cards, ({ record }) => record)
    : cards;
}

/** The optional record itself is shown instead of the advice to add it. */
function shownFindings({ lastCheck }: Onboarding, optional: AdvisedCard | undefined): StoredFinding[] {
  return (lastCheck?.findings ?? []).filter(({ code }) => optional === undefined || code !== "DMARC_MISSING");
}

/** The labels of the page that depend only on the language. */
function wordsOf({ text }: Texts) {
  return {
    copy: text("page.copy"),
    copied: text("page.copied"),
    // The script inserts the headline.
    updated: text("page.updated", { headline: "%s" }),
    records: text("page.records"),
    fullNames: text("page.full-names"),
    urgent: text("page.finding.urgent"),
    seen: text("page.finding.seen"),
    also: text("page.finding.also"),
    evidence: text("page.finding.evidence"),
    private: text("page.private"),
  };
}

type Words = ReturnType<typeof wordsOf>;

function doneText(done: string, texts: Texts): string | undefined {
  const key = DONE_KEYS.find((one) => one === `page.done.${done}`);
  return key === undefined ? publishedText(done, texts) : texts.text(key);
}

const DONE_KEYS = [
  "page.done.confirmed",
  "page.done.checked",
  "page.done.kept",
  "page.done.asked-before",
  "page.done.amended",
  "page.done.extended",
  "page.done.open-long",
  "page.done.changed-often",
  "page.done.unchanged",
  "page.done.handed-off",
  "page.done.handed-off-often",
  "page.done.hand-off-ended",
  "page.done.contact-changed",
  "page.done.contact-often",
  "page.done.nothing-to-do",
] as const satisfies readonly TextKey[];
