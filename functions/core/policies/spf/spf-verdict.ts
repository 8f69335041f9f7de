import { canonicalName } from "#core/dns/name";
import { isSpf } from "#core/dns/spf-record";
import { askOnce } from "./ask-once.ts";
import { evaluateSpf } from "./evaluate-spf.ts";
import { evaluateUnrelated } from "./evaluate-unrelated.ts";
import { type MisconfigurationSign, misconfigurationSigns } from "./misconfiguration-signs.ts";
import { parseSpf } from "./parse-spf.ts";
import type { SpfSamples } from "./sample-addresses.ts";
import type { SpfAsk, SpfReason, SpfResult } from "./spf-result.ts";

/** Whether mail of a provider passes SPF at a name, with signs of mistakes in the record. */
export interface SpfVerdict {
  /** "right" only if every sample passes. */
  readonly state: "right" | "missing" | "wrong" | "conflicting" | "unknown";
  /** Every SPF record at the name. */
  readonly records: readonly string[];
  /** Texts that were meant as SPF records, but are not. */
  readonly nearly: readonly string[];
  readonly results: readonly { readonly ip: string; readonly result: SpfResult }[];
  /** The error in which the evaluation of a sample ends. */
  readonly reason?: SpfReason;
  readonly lookUps: number;
  readonly voidLookUps: number;
  readonly signs: readonly MisconfigurationSign[];
}

/** The input of one verdict. */
export interface SpfVerdictQuestion {
  readonly name: string;
  readonly ask: SpfAsk;
  /** Sample addresses of the provider whose record must be included. */
  readonly samples: SpfSamples;
}

/** Evaluates the SPF record of a name with sample addresses of a provider. */
export async function spfVerdict({ name, ask, samples }: SpfVerdictQuestion): Promise<SpfVerdict> {
  const once = askOnce(withStandIn(ask, samples));
  const answer = await once(canonicalName(name), "TXT");
  const values = answer.kind === "records" ? answer.values : [];
  const records = values.filter(isSpf);
  const nearly = values.filter((value) => !isSpf(value) && looksLikeSpf(value));
  const results = [];
  for (const ip of samples.addresses)
    results.push({ ip, result: await evaluateSpf({ domain: name, ip, ask: once }) });
  const all = results.map(({ result }) => result);
  const whole = all.some(({ result }) => result === "pass") ? await evaluateUnrelated(name, once) : undefined;
  const reason = all.find(({ result }) => result.endsWith("error"))?.reason;
  const record = records.length === 1 ? parseSpf(records[0] ?? "") : undefined;
  return {
    state: stateOf(answer.kind, records.length, all),
    records,
    nearly,
    results,
    ...(reason === undefined ? {} : { reason }),
    lookUps: Math.max(0, ...all.map(({ lookUps }) => lookUps)),
    voidLookUps: Math.max(0, ...all.map(({ voidLookUps }) => voidLookUps)),
    signs:
      record?.kind === "record" ? misconfigurationSigns({ name, record, samples, results: all, whole }) : [],
  };
}

function withStandIn(ask: SpfAsk, { include, standIn }: SpfSamples): SpfAsk {
  if (standIn === undefined) return ask;
  return async (name, type) =>
    type === "TXT" && canonicalName(name) === include
      ? { kind: "records", values: [standIn], ttl: 0 }
      : ask(name, type);
}

function stateOf(
  answered: "records" | "absent" | "unknown",
  records: number,
  results: readonly SpfResult[],
): SpfVerdict["state"] {
  if (answered === "unknown") return "unknown";
  if (records !== 1) return records === 0 ? "missing" : "conflicting";
  const others = results.filter(({ result }) => result !== "pass");
  if (others.length === 0) return "right";
  return others.every(({ result }) => result === "temperror") ? "unknown" : "wrong";
}

/** Returns whether a text was meant as an SPF record. */
function looksLikeSpf(text: string): boolean {
  return /^[\s"'\\]*v\s*=\s*spf\s*1/i.test(text) || /^[\s"'\\]*(spf|include:\S+)\s/i.test(text);
}
