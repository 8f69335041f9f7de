import type { RequiredRecord } from "#core/required-records";
import { canonicalName } from "./name.ts";
import type { DnsAnswer, ServerAnswer, Sighting } from "./sighting.ts";
import { isSpf, spfIncludes } from "./spf-record.ts";

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
export function recordState(required: RequiredRecord, sighting: Sighting): RecordState {
  const unanswered = [...sighting.authoritative, ...sighting.recursive]
    .filter(({ answer }) => answer.kind === "unknown")
    .map(({ server }) => server);
  const state = stateAtNameServers(required, sighting.authoritative);
  return {
    state,
    seen: seenAt(required, sighting.authoritative),
    unanswered: [...new Set(unanswered)],
    ...(state === "right" ? spread(required, sighting.recursive) : { propagation: "not-at-name-servers" }),
  };
}

/** Whether these values are exactly what the required record asks for. */
export function isRightRecord(required: RequiredRecord, values: readonly string[]): boolean {
  return judge(required, values) === "right";
}

function stateAtNameServers(
  required: RequiredRecord,
  answers: readonly ServerAnswer[],
): RecordState["state"] {
  const judgements = judged(required, answers).map(({ judgement }) => judgement);
  // Servers that disagree: a resolver may ask any of them, so the record is right only when none says otherwise.
  const worstFirst: readonly Judgement[] = ["conflicting", "wrong", "missing", "right"];
  return worstFirst.find((state) => judgements.includes(state)) ?? "unknown";
}

function spread(
  required: RequiredRecord,
  answers: readonly ServerAnswer[],
): Pick<RecordState, "propagation" | "cachedUntilSeconds"> {
  const heard = judged(required, answers);
  const stale = heard.filter(({ judgement }) => judgement !== "right");
  if (stale.length > 0) {
    const cachedUntilSeconds = Math.max(...stale.map(({ ttl }) => ttl));
    return { propagation: "cached-elsewhere", cachedUntilSeconds };
  }
  return { propagation: heard.length > 0 ? "everywhere" : "cached-elsewhere" };
}

function judged(
  required: RequiredRecord,
  answers: readonly ServerAnswer[],
): readonly { readonly judgement: Judgement; readonly ttl: number }[] {
  return answers.flatMap(({ answer }) => {
    if (answer.kind === "unknown") return [];
    const ttl = answer.kind === "records" ? answer.ttl : answer.negativeTtl;
    return [{ judgement: judge(required, valuesOf(answer)), ttl }];
  });
}

function judge(required: RequiredRecord, values: readonly string[]): Judgement {
  const held = relevant(required, values);
  if (held.length === 0) return "missing";
  const ours = held.filter((value) => isOurs(required, value));
  // RFC 7208 §4.5: two SPF records are an error whatever they say.
  if (held.length > 1) return ours.length > 0 || required.type === "TXT" ? "conflicting" : "wrong";
  return ours.length > 0 ? "right" : "wrong";
}

function isOurs(required: RequiredRecord, value: string): boolean {
  switch (required.type) {
    case "CNAME":
      return canonicalName(value) === canonicalName(required.value);
    case "MX":
      // Any preference will do: it only orders several MX, and there must be one.
      return canonicalName(value.replace(/^\d+ /, "")) === canonicalName(required.value);
    case "TXT": {
      const wanted = spfIncludes(required.value);
      return wanted.size > 0 && wanted.isSubsetOf(spfIncludes(value));
    }
  }
}

function seenAt(required: RequiredRecord, answers: readonly ServerAnswer[]): readonly string[] {
  return [...new Set(answers.flatMap(({ answer }) => relevant(required, valuesOf(answer))))].sort();
}

function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

function relevant(required: RequiredRecord, values: readonly string[]): readonly string[] {
  return required.type === "TXT" ? values.filter(isSpf) : values;
}
