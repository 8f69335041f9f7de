import type { RecordType } from "#core/dns/observation";
import type { DiagnosisContext, ExaminedRecord } from "./diagnosis-context.ts";
import { wildcardName } from "./questions.ts";

/** A wildcard's answer at the name of a required record. */
export interface WildcardAnswer {
  /** An unlikely name beside the record's, for which only a wildcard answers. */
  readonly at: string;
  readonly type: RecordType;
  readonly seen: readonly string[];
}

/** Finds a wildcard that gives the same answer at a record's name and at a nonexistent name. */
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
