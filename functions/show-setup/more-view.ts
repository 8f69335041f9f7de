import type { Brand } from "#core/brand/brand";
import type { MigrationNote } from "#core/instructions/migration-note";
import { migrationNote } from "#core/instructions/migration-note";
import { type Phase, setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import { bothForms } from "#core/names/unicode-name";
import { isProofAlone } from "#core/onboarding/changes/proof-of-control";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { markTime } from "#platform/http/html-text";
import { type DnsHint, dnsHints } from "./dns-hints.ts";
import { type HandOff, handOff } from "./hand-off.ts";
import { type ContactView, contactView, type SendView, sendView } from "./people-view.ts";
import { whoText } from "./status-view.ts";

/** The parts of the page that the reader can open, below the records. */
export interface MoreView {
  /** How to enter the records at the DNS host; shown above the records. */
  readonly hints: readonly DnsHint[];
  readonly why: { readonly title: string; readonly paragraphs: readonly string[] } | undefined;
  readonly next: { readonly title: string; readonly steps: readonly string[] } | undefined;
  readonly handOff:
    | (HandOff &
        Labels<"title" | "text" | "mail" | "copy" | "label"> & { readonly send: SendView | undefined })
    | undefined;
  readonly contact: ContactView | undefined;
  readonly files:
    | { readonly title: string; readonly links: readonly { readonly name: string; readonly label: string }[] }
    | undefined;
  readonly amend: Labels<"title" | "text" | "label" | "button" | "mailFrom"> | undefined;
  readonly migration: MigrationNote | undefined;
}

type Labels<Names extends string> = Readonly<Record<Names, string>>;

interface MoreContext {
  readonly brand: Brand;
  readonly texts: Texts;
  readonly publicUrl: string;
  readonly token: string;
  readonly now: number;
  readonly isHandOff: boolean;
}

/** Prepares the parts of the page that the reader can open. */
export function moreView(onboarding: Onboarding, context: MoreContext): MoreView {
  const { texts, brand } = context;
  const hasRecords = onboarding.records.length > 0 && setupPhase(onboarding) !== "ended";
  const isOpen = isAwaiting(onboarding) && hasRecords;
  return {
    hints: hasRecords ? dnsHints(onboarding, texts) : [],
    why: hasRecords ? whyOf(onboarding, brand.name, texts) : undefined,
    next: isOpen ? nextOf(onboarding, texts) : undefined,
    handOff: isOpen || setupPhase(onboarding) === "missed" ? handOffOf(onboarding, context) : undefined,
    contact: context.isHandOff ? undefined : contactView(onboarding, texts),
    files: hasRecords ? filesOf(texts) : undefined,
    amend: isOpen && !isProofAlone(onboarding) ? amendOf(onboarding, texts) : undefined,
    migration: isOpen ? migrationNote(onboarding, texts) : undefined,
  };
}

function whyOf(onboarding: Onboarding, platform: string, texts: Texts): NonNullable<MoreView["why"]> {
  const { text } = texts;
  const mailFrom = bothForms(onboarding.mailFrom);
  const reasons = isProofAlone(onboarding)
    ? [text("page.why.proof", { domain: bothForms(onboarding.identity) })]
    : setupPhase(onboarding) === "readyWithoutMailFrom"
      ? []
      : [text("page.why.text", { mailFrom }), text("page.why.only", { mailFrom })];
  return {
    title: text("page.why.title", { count: onboarding.records.length }),
    paragraphs: [...reasons, whoText(onboarding, platform, texts), text("page.private")],
  };
}

/** The phases in which no record is wrong, so that only caches and SES are awaited. */
const RIGHT_PHASES: readonly Phase[] = ["spreading", "confirming"];

/** The phases in which the reader has added the records, as far as is known. */
const ADDED_PHASES: readonly Phase[] = ["checking", "unsure", ...RIGHT_PHASES];

/** Lists the steps that are left. */
function nextOf(onboarding: Onboarding, { text }: Texts): NonNullable<MoreView["next"]> {
  const { expiresAt } = onboarding;
  const phase = setupPhase(onboarding);
  return {
    title: text("page.next.title"),
    steps: [
      ...(ADDED_PHASES.includes(phase) ? [] : [text("page.next.add")]),
      ...(RIGHT_PHASES.includes(phase) ? [] : [text("page.next.check")]),
      text("page.next.ready"),
      text("page.open-until", { time: markTime(expiresAt) }),
    ],
  };
}

function handOffOf(
  onboarding: Onboarding,
  { brand, texts, publicUrl, token, now, isHandOff }: MoreContext,
): NonNullable<MoreView["handOff"]> {
  const { text } = texts;
  const { dnsContact } = onboarding;
  return {
    ...handOff(onboarding, { url: `${publicUrl}/setup/${token}`, platform: brand.name, texts }),
    send: isHandOff ? undefined : sendView(onboarding, now, texts),
    title: text("page.hand-off.title"),
    text:
      dnsContact === undefined
        ? text("page.hand-off.text")
        : text("page.hand-off.sent", { contact: printable(dnsContact) }),
    mail: text("page.hand-off.mail"),
    copy: text("page.hand-off.copy"),
    label: text("page.hand-off.label"),
  };
}

function filesOf({ text }: Texts): NonNullable<MoreView["files"]> {
  return {
    title: text("page.files.title"),
    links: [
      { name: "zone", label: text("page.files.zone") },
      { name: "csv", label: text("page.files.csv") },
      { name: "json", label: text("page.files.json") },
      { name: "route53.tf", label: text("page.files.route53.tf") },
      { name: "cloudflare.tf", label: text("page.files.cloudflare.tf") },
      { name: "cloudformation.json", label: text("page.files.cloudformation.json") },
      { name: "dnscontrol.js", label: text("page.files.dnscontrol.js") },
      { name: "octodns.yaml", label: text("page.files.octodns.yaml") },
    ],
  };
}

function amendOf({ identity, mailFrom }: Onboarding, { text }: Texts): NonNullable<MoreView["amend"]> {
  return {
    title: text("page.amend.title", { mailFrom: bothForms(mailFrom) }),
    text: text("page.amend.text"),
    label: text("page.amend.label", { domain: bothForms(identity) }),
    button: text("page.amend.button"),
    mailFrom,
  };
}
