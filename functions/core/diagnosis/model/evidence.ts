import type { DnsAnswer, RecordType, ServerAnswer } from "#core/dns/observation";
import { utcTime } from "#core/names/utc-time";
import type { DiagnosisContext } from "./diagnosis-context.ts";
import { listed, shown } from "./quoted-values.ts";

/** One observation: the server, its answer and the time, with commands that repeat the query. */
export interface Evidence {
  readonly name: string;
  readonly type: RecordType;
  /** Empty if no server could be asked. */
  readonly server: string;
  readonly address: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly statement: string;
  /** Empty when name or server hold characters that a shell could take for its own. Without PowerShell's for a type that it lacks. */
  readonly dig: string;
  readonly nslookup: string;
  readonly resolveDnsName: string;
}

/** The most observations that a finding shows: a few servers are enough for a reader. */
const MOST = 4;
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
        ...distinct(sighting?.authoritative ?? []).map((one) =>
          toldBy(one, { name, type, now, flag: " +norecurse" }),
        ),
        ...distinct(sighting?.recursive ?? []).map((one) => toldBy(one, { name, type, now, flag: "" })),
      ];
    })
    .slice(0, MOST);
}

/** One server for each different answer. */
function distinct(heard: readonly ServerAnswer[]): readonly ServerAnswer[] {
  const byAnswer = new Map<string, ServerAnswer>();
  for (const one of heard) {
    const key = said(one.answer);
    if (!byAnswer.has(key)) byAnswer.set(key, one);
  }
  return [...byAnswer.values()];
}

function toldBy(
  { server, address, answer }: ServerAnswer,
  { name, type, now, flag }: { name: string; type: RecordType; now: number; flag: string },
): Evidence {
  const who = server === "" ? "nobody" : shown(server);
  const statement = `As seen from the internet at ${utcTime(now)} from ${who}: ${type} ${shown(name)} ${said(answer)}.`;
  const seen = { name, type, server: shown(server), address, at: now, statement };
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

function said(answer: DnsAnswer): string {
  switch (answer.kind) {
    case "records":
      return `is ${listed(answer.values)}`;
    case "absent":
      return answer.nxdomain ? "does not exist (NXDOMAIN)" : "has no record of this type (NODATA)";
    case "unknown":
      return `could not be learnt (${answer.reason})`;
  }
}
