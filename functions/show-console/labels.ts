import { textsIn } from "#core/words/texts";
import { CONSOLE_WORDS } from "./console-words.ts";

const { text } = textsIn("en");

/** The colour class of a status. */
type Tone = "good" | "bad" | "warn" | "info" | "plain";

const TONES: Readonly<Record<string, Tone>> = {
  ready: "good",
  failed: "bad",
  lost: "bad",
  held: "warn",
  expired: "plain",
  cancelled: "plain",
  right: "good",
  missing: "plain",
  "not-looked": "plain",
  wrong: "bad",
  conflicting: "bad",
  unknown: "warn",
  urgent: "bad",
  blocking: "bad",
  warning: "warn",
};

/** Returns the colour class of a status or of a record's state; "info" for those without an entry. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? "info";
}

const RECORD_STATES: Readonly<Record<string, string>> = {
  right: text("operators.pages.record-state.right"),
  missing: text("operators.pages.record-state.missing"),
  wrong: text("operators.pages.record-state.wrong"),
  conflicting: text("operators.pages.record-state.conflicting"),
  unknown: text("operators.pages.record-state.unknown"),
  "not-looked": text("operators.pages.record-state.not-looked"),
};

/** Returns the state of a record in words. */
export function recordStateLabel(state: string): string {
  return labelIn(RECORD_STATES, state);
}

/** Returns a status in words. */
export function statusLabel(status: string): string {
  return labelIn(CONSOLE_WORDS.status, status);
}

/** Returns the awaited party in words. */
export function awaitsLabel(party: string): string {
  return labelIn(CONSOLE_WORDS.awaits, party);
}

/** Names that have capitals also within a sentence. */
const CAPITALS = /\b(dkim|dmarc|dns|ses|spf)\b/gi;

/** Converts a code without a label of its own to words: `records_issued` becomes `Records issued`. */
export function codeLabel(code: string): string {
  const words = code.replaceAll(/[_-]/g, " ").replaceAll(CAPITALS, (name) => name.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Returns the author of an action: an operator by the last parts of the ARN, or by the address used to sign
 * in.
 */
export function actorLabel(by: string): string {
  const who = by.replace(/^operator:(arn:[^:]+:[^:]+:[^:]*:\d*:|oidc:(\S+ (?=\S+@))?)?/, "");
  return text("operators.pages.by", { who });
}

function labelIn(labels: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(labels, code) ? (labels[code] ?? code) : codeLabel(code);
}
