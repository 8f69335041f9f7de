import type { DnsAnswer, DnsResolver, RecordType, ServerAnswer, UnknownReason } from "#core/dns/observation";
import type { RequiredRecord } from "#core/records/required-records";

/** The public DNS as declared; what is not published is NXDOMAIN everywhere. */
export interface DeclaredDns extends DnsResolver {
  publish(record: RequiredRecord, value?: string): void;
  publishAll(records: readonly RequiredRecord[]): void;
  withdraw(record: RequiredRecord): void;
  /** Makes all name servers give no usable answer for this record. */
  silence(record: RequiredRecord, reason?: UnknownReason): void;
  /** Answers for this record through a CNAME at its name. */
  alias(record: RequiredRecord, target: string): void;
  /** Runs work once at the start of the next check, as if it happened meanwhile. */
  meanwhile(work: () => Promise<unknown>): void;
  looks(): number;
}

const ABSENT: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 300 };

/** Makes a DNS without any published records. */
export function declaredDns(): DeclaredDns {
  const answers = new Map<string, DnsAnswer>();
  const aliases = new Map<string, string>();
  const at = ({ name, type }: { name: string; type: RecordType }): string => `${type} ${name}`;
  const publish = (record: RequiredRecord, value?: string): void => {
    const own = record.type === "MX" ? `${record.priority ?? 10} ${record.value}` : record.value;
    answers.set(at(record), { kind: "records", values: [value ?? own], ttl: 300 });
  };
  let work: (() => Promise<unknown>) | undefined;
  let looks = 0;
  return {
    publish,
    publishAll: (records) => {
      for (const record of records) publish(record);
    },
    withdraw: (record) => void answers.delete(at(record)),
    silence: (record, reason = "timeout") => void answers.set(at(record), { kind: "unknown", reason }),
    alias: (record, target) => void aliases.set(at(record), target),
    meanwhile: (next) => {
      work = next;
    },
    looks: () => looks,
    open: () => {
      let queries = 0;
      looks += 1;
      return {
        async ask(questions) {
          queries += questions.length;
          const now = work;
          work = undefined;
          await now?.();
          return questions.map((question) => {
            const answer = answers.get(at(question)) ?? ABSENT;
            const isRight = answer.kind === "records" && question.isRight?.(answer.values) === true;
            const said = (server: string): ServerAnswer => ({ server, address: "192.0.2.53", answer });
            const { name, type } = question;
            return {
              name,
              type,
              nameServers: ["ns1.example"],
              authoritative: [said("ns1.example")],
              recursive: isRight ? [said("192.0.2.1")] : [],
              aliases: [aliases.get(at(question)) ?? []].flat(),
              zoneExists: "yes",
            };
          });
        },
        queries: () => queries,
        end: () => undefined,
      };
    },
  };
}
