import { dmarcTags, isDmarc } from "./dmarc-record.ts";
import { canonicalName } from "./name.ts";
import type { DnsAnswer, Observation, ServerAnswer } from "./observation.ts";
import { isSpf, spfIncludes } from "./spf-record.ts";

/** What a record must hold: CNAME or MX targets without the final dot, or whole TXT texts. */
export interface Wanted {
  readonly type: "CNAME" | "MX" | "TXT";
  readonly values: readonly string[];
}

/** Where one required record stands, as one look saw it. */
export interface RecordState {
  readonly state: "right" | "missing" | "wrong" | "conflicting" | "unknown";
  /** What the name servers hold; for SPF only the SPF records. */
  readonly seen: readonly string[];
  /** "everywhere" is claimed only when a resolver was heard and none holds another answer. */
  readonly propagation: "not-at-name-servers" | "cached-elsewhere" | "everywhere";
  /** Seconds until the last resolver asked forgets the old answer; absent when no resolver told. */
  readonly cachedUntilSeconds?: number;
  /** Name servers and resolvers that said nothing usable. */
  readonly unanswered: readonly string[];
}

type Judgement = Exclude<RecordState["state"], "unknown">;

/** Judges what the name servers hold against one required record, and how far a right record has spread. */
export function recordState(wanted: Wanted, sighting: Observation): RecordState {
  const unanswered = [...sighting.authoritative, ...sighting.recursive]
    .filter(({ answer }) => answer.kind === "unknown")
    .map(({ server }) => server);
  const state = stateAtNameServers(wanted, sighting.authoritative);
  return {
    state,
    seen: seenAt(wanted, sighting.authoritative),
    unanswered: [...new Set(unanswered)],
    ...(state === "right" ? spread(wanted, sighting.recursive) : { propagation: "not-at-name-servers" }),
  };
}

/** The servers that told something usable, with whether it is right. */
export function rightAt(
  wanted: Wanted,
  answers: readonly ServerAnswer[],
): readonly { readonly server: string; readonly isRight: boolean }[] {
  return answers
    .filter(({ answer }) => answer.kind !== "unknown")
    .map(({ server, answer }) => ({ server, isRight: judge(wanted, valuesOf(answer)) === "right" }));
}

/** Whether these values are exactly what the required record asks for. */
export function isRightRecord(wanted: Wanted, values: readonly string[]): boolean {
  return judge(wanted, values) === "right";
}

function stateAtNameServers(wanted: Wanted, answers: readonly ServerAnswer[]): RecordState["state"] {
  const judgements = judged(wanted, answers).map(({ judgement }) => judgement);
  // Servers that disagree: a resolver may ask any of them, so the record is right only when none says otherwise.
  const worstFirst: readonly Judgement[] = ["conflicting", "wrong", "missing", "right"];
  return worstFirst.find((state) => judgements.includes(state)) ?? "unknown";
}

function spread(
  wanted: Wanted,
  answers: readonly ServerAnswer[],
): Pick<RecordState, "propagation" | "cachedUntilSeconds"> {
  const heard = judged(wanted, answers);
  const stale = heard.filter(({ judgement }) => judgement !== "right");
  if (stale.length > 0) {
    const cachedUntilSeconds = Math.max(...stale.map(({ ttl }) => ttl));
    return { propagation: "cached-elsewhere", cachedUntilSeconds };
  }
  return { propagation: heard.length > 0 ? "everywhere" : "cached-elsewhere" };
}

function judged(
  wanted: Wanted,
  answers: readonly ServerAnswer[],
): readonly { readonly judgement: Judgement; readonly ttl: number }[] {
  return answers.flatMap(({ answer }) => {
    if (answer.kind === "unknown") return [];
    const ttl = answer.kind === "records" ? answer.ttl : answer.negativeTtl;
    return [{ judgement: judge(wanted, valuesOf(answer)), ttl }];
  });
}

function judge(wanted: Wanted, values: readonly string[]): Judgement {
  const held = relevant(wanted, values);
  if (held.length === 0) return "missing";
  const unmet = wanted.values.filter((value) => !held.some((one) => isAsWanted(wanted.type, value, one)));
  // RFC 7208 §4.5, RFC 7489 §6.6.3: two such records are an error whatever they say.
  const mayStandBesideOthers = wanted.type === "TXT" && kindOf(wanted) === "plain";
  if (held.length > wanted.values.length && !mayStandBesideOthers) {
    return unmet.length === 0 || wanted.type === "TXT" ? "conflicting" : "wrong";
  }
  if (unmet.length === 0) return "right";
  // Among texts of other purposes a plain text is not wrong but absent.
  return mayStandBesideOthers ? "missing" : "wrong";
}

function isAsWanted(type: Wanted["type"], wanted: string, held: string): boolean {
  switch (type) {
    case "CNAME":
      return canonicalName(held) === canonicalName(wanted);
    case "MX":
      // Any preference will do: it only orders several MX.
      return canonicalName(held.replace(/^\d+ /, "")) === canonicalName(wanted.replace(/^\d+ /, ""));
    case "TXT":
      return isTextAsWanted(wanted, held);
  }
}

function isTextAsWanted(wanted: string, held: string): boolean {
  if (isSpf(wanted)) {
    const includes = spfIncludes(wanted);
    return includes.size > 0 ? includes.isSubsetOf(spfIncludes(held)) : sameTerms(wanted, held);
  }
  return isDmarc(wanted) ? sameTags(wanted, held) : wanted === held;
}

function sameTerms(one: string, other: string): boolean {
  const terms = (text: string) => text.toLowerCase().split(" ").filter(Boolean).join(" ");
  return terms(one) === terms(other);
}

function sameTags(wanted: string, held: string): boolean {
  const has = dmarcTags(held);
  return [...dmarcTags(wanted)].every(([tag, value]) => has.get(tag)?.toLowerCase() === value.toLowerCase());
}

function kindOf({ values: [first = ""] }: Wanted): "spf" | "dmarc" | "plain" {
  return isSpf(first) ? "spf" : isDmarc(first) ? "dmarc" : "plain";
}

function seenAt(wanted: Wanted, answers: readonly ServerAnswer[]): readonly string[] {
  return [...new Set(answers.flatMap(({ answer }) => relevant(wanted, valuesOf(answer))))].sort();
}

function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

function relevant(wanted: Wanted, values: readonly string[]): readonly string[] {
  const kind = wanted.type === "TXT" ? kindOf(wanted) : "plain";
  return kind === "spf" ? values.filter(isSpf) : kind === "dmarc" ? values.filter(isDmarc) : values;
}
