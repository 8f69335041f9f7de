import { fingerprint, type ProbePlan, probePlan, watchedPartOf } from "#core/onboarding/probe-plan";
import type { ListEntry } from "#core/table";
import type { Random } from "../random.ts";

/** DNS hosts: the first serves one domain in eleven, and each further one fewer. */
const HOSTS = 2000;

/** Makes the part of the index with this many onboardings that wait for records. */
export function waitingEntries(count: number, now: number, random: Random): ListEntry[] {
  return Array.from({ length: count }, (_, number) => {
    const pk = `onb_${String(number).padStart(26, "0")}`;
    return entryOf(pk, "waiting", planOf(`waiting${number}.example`, now, random));
  });
}

/** Makes this many verified domains, by the part of the index that contains them. */
export function watchedEntries(count: number, now: number, random: Random): Map<string, ListEntry[]> {
  const entries = Array.from({ length: count }, (_, number) => {
    const { records, ...plan } = planOf(`watched${number}.example`, now, random);
    const right = records.map((record) => ({ ...record, right: true, seen: [fingerprint(record.value)] }));
    const pk = `watch#${plan.domain}`;
    return entryOf(pk, watchedPartOf(pk), { ...plan, records: right });
  });
  return Map.groupBy(entries, ({ probes }) => String(probes));
}

function entryOf(pk: string, probes: string, plan: ProbePlan): ListEntry {
  return { pk, sk: "item", probes, probe: probePlan.parse(plan) };
}

function planOf(domain: string, since: number, random: Random): ProbePlan {
  const host = Math.floor(HOSTS ** random.next()) - 1;
  const tokens = ["a", "b", "c"].map((letter) => `${letter}${domain.replaceAll(".", "")}`.padEnd(32, "q"));
  const records = [
    ...tokens.map((token) => ({
      name: `${token}._domainkey.${domain}`,
      type: "CNAME" as const,
      value: `${token}.dkim.amazonses.com`,
    })),
    { name: `email.${domain}`, type: "MX" as const, value: "10 feedback-smtp.eu-west-1.amazonses.com" },
    { name: `email.${domain}`, type: "TXT" as const, value: "v=spf1 include:amazonses.com ~all" },
  ];
  return {
    domain,
    since,
    nameServer: `ns1.host${host}.example`,
    records: records.map((record) => ({ ...record, right: false, seen: [] })),
  };
}
