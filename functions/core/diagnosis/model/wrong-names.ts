import { firstLabel, hostIn, namesAbove } from "#core/dns/record-names";
import { LONGEST_NAME } from "#core/names/domain-name";
import type { FindingCode } from "./catalogue.ts";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";

/** A name at which a record may have been placed by mistake, and the mistake that leads there. */
export interface WrongName {
  readonly name: string;
  readonly code: Extract<FindingCode, `NAME_${string}`>;
  /** The part that was added to the host, or that is missing from it. */
  readonly part: string;
}

/** Returns the names at which a record may be by mistake, the likeliest first and each once. */
export function wrongNames(
  { record, place }: ExaminedRecord,
  context: Pick<DiagnosisContext, "subject" | "registrable">,
): readonly WrongName[] {
  const { registrable, subject } = context;
  const { domain } = subject;
  const zones = [...new Set([registrable, place.zone, domain])].filter((zone) => isUnder(record.name, zone));
  const all = [
    ...zones.map((zone) => doubled(`${record.name}.${zone}`, zone)),
    ...zones.map((zone) => {
      const label = firstLabel(zone);
      const host = record.name === zone ? [] : [hostIn(zone, record.name)];
      return doubled([...host, label, zone].join("."), label);
    }),
    ...(record.type === "CNAME" ? exchanged(record.values, zones) : []),
    // A CNAME at the zone apex is invalid (RFC 1034 §3.6.2), and DNS hosts refuse it, so it is not sought
    // there.
    ...(record.purpose === "other" && record.type !== "CNAME" ? [withoutHost(domain)] : []),
    ...(record.purpose === "dkim" ? dkimNames(record.name, context) : otherNames(record.name, context)),
  ];
  const likeliest = Map.groupBy(all, ({ name }) => name);
  return [...likeliest.values()]
    .flatMap((alike) => alike.slice(0, 1))
    .filter(({ name }) => name !== record.name && name.length <= LONGEST_NAME);
}

function dkimNames(
  name: string,
  { subject: { domain, mailFrom }, registrable }: Pick<DiagnosisContext, "subject" | "registrable">,
) {
  const token = firstLabel(name);
  const key = `${token}._domainkey`;
  const withoutKey = (at: string): WrongName => ({
    name: at,
    code: "NAME_WITHOUT_DOMAINKEY",
    part: "_domainkey",
  });
  return [
    ...namesAbove(domain, registrable).map((above) => without(`${key}.${above}`, hostIn(above, domain))),
    doubled(`${key}._domainkey.${domain}`, "_domainkey"),
    { name: `${token}.domainkey.${domain}`, code: "NAME_WITHOUT_UNDERSCORE", part: "_" } as const,
    withoutKey(`${token}.${domain}`),
    withoutKey(`${token}_domainkey.${domain}`),
    withoutKey(`_domainkey.${domain}`),
    ...(mailFrom === undefined ? [] : [tooDeep(`${key}.${mailFrom}`, mailFrom)]),
    tooDeep(`${key}.www.${domain}`, "www"),
  ];
}

function otherNames(name: string, { registrable }: Pick<DiagnosisContext, "registrable">) {
  const label = firstLabel(name);
  const [parent = ""] = namesAbove(name, registrable);
  return [
    ...namesAbove(parent, registrable).map((above) => without(`${label}.${above}`, hostIn(above, parent))),
    tooDeep(`${label}.${name}`, label),
    ...(name.startsWith("_")
      ? [{ name: name.slice(1), code: "NAME_WITHOUT_UNDERSCORE", part: "_" } as const]
      : []),
  ];
}

function withoutHost(name: string): WrongName {
  return { name, code: "NAME_WITHOUT_HOST", part: "" };
}

function exchanged(values: readonly string[], zones: readonly string[]): readonly WrongName[] {
  return zones.flatMap((zone) =>
    values.map(
      (value): WrongName => ({ name: `${value}.${zone}`, code: "NAME_AND_VALUE_EXCHANGED", part: "" }),
    ),
  );
}

function doubled(name: string, part: string): WrongName {
  return { name, code: "NAME_DOUBLED", part };
}

function without(name: string, part: string): WrongName {
  return { name, code: "NAME_WITHOUT_SUBDOMAIN", part };
}

function tooDeep(name: string, part: string): WrongName {
  return { name, code: "NAME_TOO_DEEP", part };
}

function isUnder(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
