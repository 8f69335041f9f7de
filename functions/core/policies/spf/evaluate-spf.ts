import { canonicalName } from "#core/dns/name";
import { isSpf } from "#core/dns/spf-record";
import { countLookUp, type Evaluation, isAskable, type Place, valuesOf } from "./evaluation.ts";
import { parseSenderIp } from "./ip-address.ts";
import { matches, targetName } from "./matching.ts";
import { parseSpf } from "./parse-spf.ts";
import { type SpfAsk, type SpfOutcome, type SpfReason, type SpfResult, SpfStop } from "./spf-result.ts";
import type { Directive, Qualifier, SpfRecord } from "./terms.ts";

/** The input of one evaluation: may `ip` send for `domain`? */
export interface SpfQuestion {
  readonly domain: string;
  readonly ip: string;
  readonly ask: SpfAsk;
  /** The sender's address; postmaster of the domain when absent (RFC 7208 §4.3). */
  readonly sender?: string;
  /** The name in HELO; only macros use it. */
  readonly helo?: string;
}

type Found = Pick<SpfResult, "result" | "matched" | "reason">;

const RESULTS: Readonly<Record<Qualifier, SpfOutcome>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

/** Evaluates an SPF record as check_host() of RFC 7208 §4 does; explanations ("exp=") are not fetched. */
export async function evaluateSpf({ domain, ip, ask, sender, helo }: SpfQuestion): Promise<SpfResult> {
  const address = parseSenderIp(ip);
  if (address === undefined) throw new RangeError(`${ip} is no IP address`);
  const evaluation: Evaluation = {
    ip: address,
    sender: wholeSender(sender ?? "", domain),
    helo: helo ?? domain,
    lookUps: 0,
    voidLookUps: 0,
    ask,
  };
  const found = await checkHost(domain, evaluation).catch((stop: unknown): Found => {
    if (stop instanceof SpfStop) return { result: stop.result, reason: stop.reason };
    throw stop;
  });
  return { ...found, lookUps: evaluation.lookUps, voidLookUps: evaluation.voidLookUps };
}

function wholeSender(sender: string, domain: string): string {
  const at = sender.lastIndexOf("@");
  return `${at > 0 ? sender.slice(0, at) : "postmaster"}@${at < 0 ? domain : sender.slice(at + 1)}`;
}

async function checkHost(domain: string, evaluation: Evaluation): Promise<Found> {
  const name = canonicalName(domain);
  if (!isAskable(name) || !name.includes(".")) return none({ code: "malformed-domain", domain });
  const records = (await valuesOf(evaluation, name, "TXT", name)).filter(isSpf);
  const [text] = records;
  if (text === undefined) return none({ code: "no-record", domain: name });
  // RFC 7208 §4.5: several SPF records are a permanent error.
  if (records.length > 1) throw new SpfStop("permerror", { code: "two-records", domain: name });
  const record = parseSpf(text);
  if (record.kind === "syntax-error") {
    throw new SpfStop("permerror", { code: "syntax-error", domain: name, error: record });
  }
  return record.kind === "record"
    ? evaluateRecord(record, name, evaluation)
    : none({ code: "no-record", domain: name });
}

async function evaluateRecord(record: SpfRecord, domain: string, evaluation: Evaluation): Promise<Found> {
  for (const directive of record.directives) {
    const found = await test(directive, domain, evaluation);
    if (found !== undefined) return { result: RESULTS[directive.qualifier], matched: found };
  }
  if (record.redirect === undefined) return { result: "neutral" };
  const { text, domain: spec } = record.redirect;
  return follow({ domain, term: text }, await targetName(spec, domain, evaluation), evaluation);
}

/** Returns where a directive matched, or `undefined` if it did not. */
async function test(
  directive: Directive,
  domain: string,
  evaluation: Evaluation,
): Promise<Place | undefined> {
  const place = { domain, term: directive.text };
  if (directive.mechanism === "all") return place;
  if (directive.mechanism === "include") {
    const target = await targetName(directive.domain, domain, evaluation);
    const inner = await follow(place, target, evaluation);
    return inner.result === "pass" ? (inner.matched ?? place) : undefined;
  }
  return (await matches(directive, domain, evaluation)) ? place : undefined;
}

/** RFC 7208 §5.2 and §6.1: an include or a redirect to a name without a record is an error. */
async function follow(place: Place, target: string, evaluation: Evaluation): Promise<Found> {
  countLookUp(evaluation, place);
  const found = await checkHost(target, evaluation);
  if (found.result !== "none") return found;
  throw new SpfStop("permerror", { code: "leads-nowhere", domain: place.domain, term: place.term });
}

function none(reason: SpfReason): Found {
  return { result: "none", reason };
}
