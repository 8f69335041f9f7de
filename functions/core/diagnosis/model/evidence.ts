import type { DnsAnswer, RecordType, ServerAnswer } from "#core/dns/observation";
import { shown } from "#core/names/shown-value";
import type { Evidence } from "#core/records/last-check";
import { listAbove } from "./delegation.ts";
import type { DiagnosisContext } from "./diagnosis-context.ts";

/** The most observations that a finding lists: a few servers suffice. */
const MOST = 4;
const MOST_VALUES = 4;
/** Names that are safe to paste into a shell: they come from outside. */
const PLAIN = /^[a-z0-9_][a-z0-9._-]*$/i;
const ADDRESS = /^[0-9a-f.:]+$/i;

/** Returns the servers' answers that show a finding. */
export function evidenceOf(
  { seen, now }: Pick<DiagnosisContext, "seen" | "now">,
  shownBy: readonly { readonly name: string; readonly type: RecordType }[],
): readonly Evidence[] {
  return shownBy
    .flatMap(({ name, type }) => {
      const observation = seen.of(name, type);
      return [
        ...distinct([...listAbove(type, observation), ...(observation?.authoritative ?? [])]).map((one) =>
          evidenceFrom(one, { name, type, now, flag: " +norecurse" }),
        ),
        ...distinct(observation?.recursive ?? []).map((one) =>
          evidenceFrom(one, { name, type, now, flag: "" }),
        ),
      ];
    })
    .slice(0, MOST);
}

/** Returns one server for each different answer. */
function distinct(answers: readonly ServerAnswer[]): readonly ServerAnswer[] {
  const byAnswer = new Map<string, ServerAnswer>();
  for (const one of answers) {
    const key = JSON.stringify(answerText(one.answer));
    if (!byAnswer.has(key)) byAnswer.set(key, one);
  }
  return [...byAnswer.values()];
}

function evidenceFrom(
  { server, address, answer }: ServerAnswer,
  { name, type, now, flag }: { name: string; type: RecordType; now: number; flag: string },
): Evidence {
  const seen = { name, type, server: shown(server), address, at: now, answer: answerText(answer) };
  const at = [server, address].find((text) => PLAIN.test(text) || ADDRESS.test(text));
  if (at === undefined || !PLAIN.test(name)) return { ...seen, dig: "", nslookup: "", resolveDnsName: "" };
  return {
    ...seen,
    dig: `dig @${at} ${name} ${type}${flag}`,
    nslookup: `nslookup -type=${type} ${name} ${at}`,
    // Resolve-DnsName does not know the type SPF.
    resolveDnsName:
      type === "SPF" ? "" : `Resolve-DnsName -Name ${name} -Type ${type} -Server ${at} -DnsOnly`,
  };
}

function answerText(answer: DnsAnswer): Evidence["answer"] {
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
