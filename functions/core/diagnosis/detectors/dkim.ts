import { firstLabel, hostIn } from "#core/dns/record-names";
import type { Edit, Reason } from "#core/records/correction";
import type { Text } from "#core/words/texts";
import { type Answers, valuesOf } from "../model/answers.ts";
import { addition, correctionOfValues, placing, undelegation, zoneAbove } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { editDistance } from "../model/edit-distance.ts";
import { onRecord } from "../model/finding.ts";
import { isKeyText } from "../model/key-text.ts";
import { wildcardName } from "../model/questions.ts";
import { clicks, NOTES } from "../sentences/notes.ts";
import { VALUE_CAUSES } from "../sentences/values.ts";

/**
 * A token of at least this length is long enough to recognise a typing error; SES's tokens have 32 letters.
 */
const LONG_TOKEN = 16;
const SLIPS = 3;
const AMAZON_KEY = /^([a-z0-9-]+)\.dkim(\.[a-z0-9-]+)?\.amazonses\.com$/;

/**
 * The addresses of Cloudflare's proxy: https://www.cloudflare.com/ips. Other proxies are recognised by their
 * DNS host.
 */
const CLOUDFLARE = [
  /^104\.(?:1[6-9]|2[0-7])\./,
  /^172\.(?:6[4-9]|7[01])\./,
  /^188\.114\.(?:9[6-9]|10\d|11[01])\./,
  /^162\.15[89]\./,
  /^141\.101\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^108\.162\.(?:19[2-9]|2\d\d)\./,
  /^173\.245\.(?:4[89]|5\d|6[0-3])\./,
  /^190\.93\.2(?:4\d|5[0-5])\./,
  /^197\.234\.24[0-3]\./,
  /^198\.41\.(?:12[89]|1[3-9]\d|2\d\d)\./,
  /^103\.(?:21\.24[4-7]|22\.20[0-3]|31\.[4-7])\./,
  /^131\.0\.7[2-5]\./,
  /^(?:2606:4700|2803:f800|2405:b500|2405:8100|2a06:98c[0-7]|2c0f:f248|2400:cb00):/i,
];

/** Finds the required value in a record of another type. */
export const enteredAsOtherType: RecordDetector = (examined, context) => {
  const { name, type, values } = examined.record;
  const [wanted = ""] = values;
  if (type !== "CNAME") return undefined;
  const texts = context.seen.values(name, "TXT");
  if (texts.some((text) => text.trim().replace(/\.$/, "").toLowerCase() === wanted)) {
    return onRecord("TXT_INSTEAD_OF_CNAME", examined, context, {
      cause: VALUE_CAUSES.txtInsteadOfCname(examined),
      edits: placing(examined, context, "wrong-type"),
      seen: texts,
      shownBy: [{ name, type: "TXT" }],
    });
  }
  if (!isServedByValue(examined)) return undefined;
  const zone = zoneAbove(name, context);
  const place = { ...examined.place, zone, host: hostIn(zone, name) };
  const seen = examined.place.nameServers;
  return onRecord("NS_INSTEAD_OF_CNAME", examined, context, {
    cause: VALUE_CAUSES.nsInsteadOfCname(examined),
    edits: [
      ...undelegation(name, seen, context, "wrong-type"),
      ...addition({ ...examined, place }, "current-key"),
    ],
    seen,
  });
};

/** True if the value was entered as NS, and so became the name server of a separate zone. */
export function isServedByValue({ record: { name, values }, place }: ExaminedRecord): boolean {
  return place.zone === name && place.nameServers.some((server) => server.startsWith(values[0] ?? name));
}

/**
 * True if the DNS host answers with Amazon's current key instead of the CNAME to it. That works as long as
 * the host follows changes of the key.
 */
export function isFlattened(
  { record: { name, purpose, values }, seen: held, place }: ExaminedRecord,
  { seen }: DiagnosisContext,
): boolean {
  const keys = purpose === "dkim" && held.length === 0 ? keysAt(name, seen) : [];
  const current = publishedValues(values[0] ?? "", "TXT", seen);
  if (keys.length === 0) return false;
  // Without Amazon's key to compare, only a DNS host that is known to flatten counts.
  return current.length > 0 ? keys.some((key) => current.includes(key)) : place.dnsHost?.flattens === true;
}

/** True if the DNS host answers with the current addresses of a CNAME's target instead of the CNAME. */
export function isFlattenedToAddresses(
  { record: { name, type, values }, seen: held }: ExaminedRecord,
  { seen }: DiagnosisContext,
): boolean {
  const addresses = seen.values(name, "A");
  const [target = ""] = values;
  if (type !== "CNAME" || held.length > 0 || addresses.length === 0) return false;
  const current = publishedValues(target, "A", seen);
  return addresses.every((address) => current.includes(address));
}

/** Warns of a flattened CNAME, unless SES has already verified it. */
export const flattened: RecordDetector = (examined, context) => {
  const { name, values } = examined.record;
  if (isFlattenedToAddresses(examined, context)) {
    return onRecord("CNAME_FLATTENED", examined, context, {
      cause: VALUE_CAUSES.flattenedToAddresses(examined, values[0] ?? name),
      edits: dnsOnly(examined, "required"),
      seen: context.seen.values(name, "A"),
      shownBy: [{ name, type: "A" }],
    });
  }
  if (!isFlattened(examined, context) || context.subject.dkimVerified === true) return undefined;
  return onRecord("CNAME_FLATTENED", examined, context, {
    cause: VALUE_CAUSES.flattened(examined),
    edits: dnsOnly(examined, "current-key"),
    notes: [NOTES.noPastedKey],
    seen: keysAt(name, context.seen),
    shownBy: [{ name, type: "TXT" }],
  });
};

/** Finds a key where the CNAME must be. */
export const keyPasted: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const keys = keysAt(name, context.seen);
  if (examined.state !== "missing" || examined.record.type !== "CNAME" || keys.length === 0) return undefined;
  return onRecord("DKIM_KEY_PASTED", examined, context, {
    cause: VALUE_CAUSES.keyPasted(examined),
    edits: placing(examined, context, "current-key"),
    seen: keys,
    shownBy: [{ name, type: "TXT" }],
  });
};

/** Finds addresses where the CNAME must be; they come from a proxy or a redirect. */
export const answeredByAddress: RecordDetector = (examined, context) => {
  if (examined.state !== "missing" || examined.record.type !== "CNAME") return undefined;
  const { name } = examined.record;
  const [four, six] = [context.seen.values(name, "A"), context.seen.values(name, "AAAA")];
  const seen = [...four, ...six];
  if (seen.length === 0) return undefined;
  const shownBy = [{ name, type: four.length > 0 ? ("A" as const) : ("AAAA" as const) }];
  return seen.some((address) => CLOUDFLARE.some((range) => range.test(address)))
    ? onRecord("CNAME_PROXIED", examined, context, {
        cause: VALUE_CAUSES.proxied(examined),
        edits: dnsOnly(examined, "hidden-by-a-proxy"),
        notes: clicks("unproxy", examined),
        seen,
        shownBy,
      })
    : onRecord("ADDRESS_INSTEAD_OF_CNAME", examined, context, {
        cause: VALUE_CAUSES.address(examined, seen),
        edits: placing(examined, context, "current-key"),
        // Another service may use the address of a name that is not a DKIM name, so the correction offers
        // another name.
        ...(examined.record.purpose === "other" ? { otherwise: "another-name" } : {}),
        seen,
        shownBy,
      });
};

/**
 * Finds a name without any record at a DNS host that has a proxy. Such a host hides a proxied CNAME whose
 * target has no address. The host distinguishes an existing name from a nonexistent one if it answers
 * NXDOMAIN for a name beside it.
 */
export const provenToExist: RecordDetector = (examined, context) => {
  const { name, type } = examined.record;
  const { dnsHost } = examined.place;
  if (examined.state !== "missing" || type !== "CNAME" || dnsHost?.turnProxyOff === undefined)
    return undefined;
  const isDenied = (at: string, nxdomain: boolean) =>
    (context.seen.of(at, "CNAME")?.authoritative ?? []).some(
      ({ answer }) => answer.kind === "absent" && answer.nxdomain === nxdomain,
    );
  const hasNoData = isDenied(name, false) && !isDenied(name, true);
  if (!hasNoData || !isDenied(wildcardName(name, context.registrable), true)) return undefined;
  return onRecord("CNAME_PROXIED", examined, context, {
    cause: VALUE_CAUSES.withoutData(examined, dnsHost.name),
    edits: dnsOnly(examined, "hidden-by-a-proxy"),
    notes: clicks("unproxy", examined),
  });
};

/** Keeps the record as entered, and turns the proxy off. */
function dnsOnly(examined: ExaminedRecord, because: Reason): readonly Edit[] {
  return addition(examined, because).map((one) => ({ ...one, action: "replace", dnsOnly: true }));
}

/** Finds a CNAME to another key of Amazon. */
export const otherKey: RecordDetector = (examined, context) => {
  const [held, second] = examined.seen;
  if (held === undefined || second !== undefined) return undefined;
  const details = (cause: Text) => ({
    cause,
    edits: correctionOfValues(examined, context, "required-value"),
  });
  const owner = context.examined.find(
    ({ record }) => record.purpose === "dkim" && record.values.includes(held),
  );
  if (owner !== undefined) {
    const cause = VALUE_CAUSES.swapped(examined, owner.record.name);
    return onRecord("DKIM_VALUES_SWAPPED", examined, context, details(cause));
  }
  const [, token] = AMAZON_KEY.exec(held) ?? [];
  const right = firstLabel(examined.record.values[0] ?? "");
  if (token === undefined || isSlipOf(token, right)) return undefined;
  return token === right
    ? onRecord("DKIM_OTHER_SIGNING_ZONE", examined, context, details(VALUE_CAUSES.otherSigningZone(examined)))
    : onRecord("DKIM_OLD_TOKEN", examined, context, details(VALUE_CAUSES.oldToken(examined)));
};

/**
 * Tokens are random, so two tokens that are nearly equal are one token with a typing error. Short tokens are
 * not compared.
 */
function isSlipOf(token: string, right: string): boolean {
  if (token === right || right.length < LONG_TOKEN) return false;
  return (
    editDistance(token, right, SLIPS) <= SLIPS || (token.length >= LONG_TOKEN / 2 && right.startsWith(token))
  );
}

/** Finds a CNAME that reaches the right name through another CNAME. */
export const indirect: RecordDetector = (examined, context) => {
  const { name, values } = examined.record;
  const [first, ...others] = context.seen.of(name, "TXT")?.aliases ?? [];
  if (examined.state !== "wrong" || first === undefined || !others.some((other) => values.includes(other))) {
    return undefined;
  }
  return onRecord("CNAME_INDIRECT", examined, context, {
    cause: VALUE_CAUSES.indirect(examined, first),
    edits: correctionOfValues(examined, context, "required-value"),
  });
};

function keysAt(name: string, seen: Answers): readonly string[] {
  return seen.values(name, "TXT").filter(isKeyText);
}

/** Returns the resolvers' answers for a name in another zone. */
function publishedValues(name: string, type: "TXT" | "A", seen: Answers): readonly string[] {
  return (seen.of(name, type)?.recursive ?? []).flatMap(({ answer }) => valuesOf(answer));
}
