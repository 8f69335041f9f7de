import type { RecordType } from "#core/dns/observation";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import { wildcardName } from "./questions.ts";

/** The answer of a wildcard at the name of a required record. */
export interface WildcardAnswer {
  /** An unlikely name next to the record's: only a wildcard answers for it. */
  readonly at: string;
  readonly type: RecordType;
  readonly seen: readonly string[];
}

/** Finds a wildcard that answers at a record's name just as at a name that does not exist. */
export function wildcardAnswer(
  { record: { name, type } }: ExaminedRecord,
  { seen, registrable }: DiagnosisContext,
): WildcardAnswer | undefined {
  const at = wildcardName(name, registrable);
  const types = type === "CNAME" ? (["CNAME", "TXT", "A", "AAAA"] as const) : ([type, "CNAME"] as const);
  const shared = types.find((one) => {
    const [here, there] = [seen.values(name, one), seen.values(at, one)];
    return there.length > 0 && here.join("\n") === there.join("\n");
  });
  return shared === undefined ? undefined : { at, type: shared, seen: seen.values(at, shared) };
}
