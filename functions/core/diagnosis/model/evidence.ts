import type { DnsAnswer, Observation, RecordType, ServerAnswer } from "#core/dns/observation";
import { shown } from "#core/names/shown-value";
import type { Evidence } from "#core/records/last-check";
import type { DiagnosisContext } from "./diagnosis-context.ts";

/** The most observations that a finding shows: a few servers are enough for a reader. */
const MOST = 4;
const MOST_VALUES = 4;
/** Names come from outside, and people paste the commands into a shell. */
const PLAIN = /^[a-z0-9_][a-z0-9._-]*$/i;
const ADDRESS = /^[0-9a-f.:]+$/i;

/** Returns the answers of the servers that show a finding. */
export function evidenceOf(
  { seen, now }: Pick<DiagnosisContext, "seen" | "now">,
  shownBy: readonly { readonly name: string; readonly type: RecordType }[],
): readonly Evidence[] {
  return shownBy
    .flatMap(({ name, type }) => {
      const sighting = seen.of(name, type);
      return [
        ...distinct([...listAbove(type, sighting), ...(sighting?.authoritative ?? [])]).map((one) =>
          toldBy(one, { name, type, now, flag: " +norecurse" }),
        ),
        ...distinct(sighting?.recursive ?? []).map((one) => toldBy(one, { name, type, now, flag: "" })),
      ];
    })
    .slice(0, MOST);
}

/** The NS records that the zone above holds for a domain are the registrar's list. */
function listAbove(type: RecordType, sighting: Observation | undefined): readonly ServerAnswer[] {
  const above = type === "NS" ? sighting?.delegation?.above : undefined;
  return above === undefined ? [] : [above];
}

/** One server for each different answer. */
function distinct(heard: readonly ServerAnswer[]): readonly ServerAnswer[] {
  const byAnswer = new Map<string, ServerAnswer>();
  for (const one of heard) {
    const key = JSON.stringify(told(one.answer));
    if (!byAnswer.has(key)) byAnswer.set(key, one);
  }
  return [...byAnswer.values()];
}

function toldBy(
  { server, address, answer }: ServerAnswer,
  { name, type, now, flag }: { name: string; type: RecordType; now: number; flag: string },
): Evidence {
  const seen = { name, type, server: shown(server), address, at: now, answer: told(answer) };
  const at = [server, address].find((text) => PLAIN.test(text) || ADDRESS.test(text));
  if (at === undefined || !PLAIN.test(name)) return { ...seen, dig: "", nslookup: "", resolveDnsName: "" };
  return {
    ...seen,
    dig: `dig @${at} ${name} ${type}${flag}`,
    nslookup: `nslookup -type=${type} ${name} ${at}`,
    // PowerShell does not know the type.
    resolveDnsName:
      type === "SPF" ? "" : `Resolve-DnsName -Name ${name} -Type ${type} -Server ${at} -DnsOnly`,
  };
}

function told(answer: DnsAnswer): Evidence["answer"] {
  switch (answer.kind) {
    case "records": {
      const values = answer.values.slice(0, MOST_VALUES).map((value) => shown(value));
      return { kind: "records", values, more: answer.values.length - values.length };
    }
    case "absent":
      return { kind: "absent", nxdomain: answer.nxdomain };
    case "unknown":
      return { kind: "unknown", reason: answer.reason };
  }
}
