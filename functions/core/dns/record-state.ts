import { dmarcTags, isDmarc } from "./dmarc-record.ts";
import { canonicalName } from "./name.ts";
import type { DnsAnswer, Observation, ServerAnswer } from "./observation.ts";
import { isSpf, spfIncludes } from "./spf-record.ts";

/** The values that a record must hold: CNAME or MX targets without the final dot, or whole TXT texts. */
export interface Wanted {
  readonly type: "CNAME" | "MX" | "TXT";
  readonly values: readonly string[];
}

/** How far a record has spread; "unknown" if the name servers or all resolvers gave no usable answer. */
export type Propagation = "not-at-name-servers" | "cached-elsewhere" | "everywhere" | "unknown";

/** The state of one required record at one check, derived from the answers of all servers. */
export interface RecordState {
  readonly state: "right" | "missing" | "wrong" | "conflicting" | "unknown";
  /** The values that at least one name server holds; for SPF, only SPF records. */
  readonly seen: readonly string[];
  /** "everywhere" only if a resolver answered and none holds another answer. */
  readonly propagation: Propagation;
  /**
   * The seconds until the last of the asked resolvers drops its old answer; present only with
   * "cached-elsewhere".
   */
  readonly cachedUntilSeconds?: number;
  /** The name servers and resolvers that gave no usable answer. */
  readonly unanswered: readonly string[];
}

type Judgement = Exclude<RecordState["state"], "unknown">;

/** The name servers that hold the same values for one required record. */
export interface AnswerGroup {
  readonly state: Judgement;
  readonly values: readonly string[];
  readonly servers: readonly string[];
}

/**
 * Compares the name servers' answers with one required record, and determines how far a right record has
 * spread.
 */
export function recordState(wanted: Wanted, observation: Observation): RecordState {
  const { authoritative, recursive } = observation;
  const unanswered = [...authoritative, ...recursive]
    .filter(({ answer }) => answer.kind === "unknown")
    .map(({ server }) => server);
  const groups = answerGroups(wanted, authoritative);
  const state = worstState(groups);
  return {
    state,
    seen: [...new Set(groups.flatMap(({ values }) => values))].sort(),
    unanswered: [...new Set(unanswered)],
    ...propagationOf(state, wanted, recursive),
  };
}

/**
 * Groups the servers with a usable answer by the values they hold; all servers with the right record form one
 * group.
 */
export function answerGroups(wanted: Wanted, answers: readonly ServerAnswer[]): readonly AnswerGroup[] {
  const known = answers.flatMap(({ server, answer }) => {
    if (answer.kind === "unknown") return [];
    const values = relevant(wanted, valuesOf(answer));
    return [{ server, values, state: judge(wanted, values) }];
  });
  // A name can have other TXT records, which may differ from server to server, so these are not compared.
  const keyOf = ({ state, values }: (typeof known)[number]) =>
    state === "right" || state === "missing" ? state : [state, ...values.toSorted()].join("\n");
  return [...Map.groupBy(known, keyOf).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const values = [...new Set(alike.flatMap((one) => one.values))].sort();
    return [{ state: first.state, values, servers: alike.map(({ server }) => server) }];
  });
}

/** Returns the servers with a usable answer, and for each whether it holds the right record. */
export function rightAt(
  wanted: Wanted,
  answers: readonly ServerAnswer[],
): readonly { readonly server: string; readonly isRight: boolean }[] {
  return answerGroups(wanted, answers).flatMap(({ state, servers }) =>
    servers.map((server) => ({ server, isRight: state === "right" })),
  );
}

/** Returns whether these values are exactly what the required record asks for. */
export function isRightRecord(wanted: Wanted, values: readonly string[]): boolean {
  return judge(wanted, values) === "right";
}

/** A resolver may ask any of the servers, so a record is right only if no server holds anything else. */
function worstState(groups: readonly AnswerGroup[]): RecordState["state"] {
  const worstFirst: readonly Judgement[] = ["conflicting", "wrong", "missing", "right"];
  return worstFirst.find((state) => groups.some((group) => group.state === state)) ?? "unknown";
}

function propagationOf(
  state: RecordState["state"],
  wanted: Wanted,
  answers: readonly ServerAnswer[],
): Pick<RecordState, "propagation" | "cachedUntilSeconds"> {
  if (state === "unknown") return { propagation: "unknown" };
  if (state !== "right") return { propagation: "not-at-name-servers" };
  return spreadTo(answers, (values) => isRightRecord(wanted, values));
}

/** Returns how far a record has spread from the name servers, judged by the resolvers' answers. */
export function spreadTo(
  answers: readonly ServerAnswer[],
  isCurrent: (values: readonly string[]) => boolean,
): Pick<RecordState, "propagation" | "cachedUntilSeconds"> {
  const known = answers.map(({ answer }) => answer).filter((answer) => answer.kind !== "unknown");
  const stale = known.filter((answer) => !isCurrent(valuesOf(answer)));
  if (stale.length > 0) {
    const times = stale.map((answer) => (answer.kind === "records" ? answer.ttl : answer.negativeTtl));
    return { propagation: "cached-elsewhere", cachedUntilSeconds: Math.max(...times) };
  }
  return { propagation: known.length > 0 ? "everywhere" : "unknown" };
}

function judge(wanted: Wanted, values: readonly string[]): Judgement {
  const held = relevant(wanted, values);
  if (held.length === 0) return "missing";
  const unmet = wanted.values.filter((value) => !held.some((one) => isAsWanted(wanted.type, value, one)));
  // RFC 7208 §4.5, RFC 7489 §6.6.3: two such records are an error, even if both are right.
  const mayStandBesideOthers = wanted.type === "TXT" && kindOf(wanted) === "plain";
  if (held.length > wanted.values.length && !mayStandBesideOthers) {
    return unmet.length === 0 || wanted.type === "TXT" ? "conflicting" : "wrong";
  }
  if (unmet.length === 0) return "right";
  // TXT records for other purposes may exist at the name, so the wanted record is missing, not wrong.
  return mayStandBesideOthers ? "missing" : "wrong";
}

function isAsWanted(type: Wanted["type"], wanted: string, held: string): boolean {
  switch (type) {
    case "CNAME":
      return canonicalName(held) === canonicalName(wanted);
    case "MX":
      // Any preference is right: it only orders several MX.
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

function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

function relevant(wanted: Wanted, values: readonly string[]): readonly string[] {
  const kind = wanted.type === "TXT" ? kindOf(wanted) : "plain";
  return kind === "spf" ? values.filter(isSpf) : kind === "dmarc" ? values.filter(isDmarc) : values;
}
