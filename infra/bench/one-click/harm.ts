import type { RecordType } from "#core/dns/observation";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { TOKENS, ZONE } from "./generated-zone.ts";
import { answerFrom } from "./zone-answers.ts";

const TYPES = ["A", "AAAA", "CNAME", "MX", "NS", "TXT"] as const satisfies readonly RecordType[];

/**
 * Returns what a changed zone lost: records, earlier answers, or a DMARC policy. All names of the zone are
 * queried, and names for which only wildcards answer.
 */
export async function harmOf(
  before: readonly ZoneRecord[],
  after: readonly ZoneRecord[],
  identity: string,
): Promise<readonly string[]> {
  const gone = before.filter(
    (old) => !after.some((one) => one.name === old.name && one.type === old.type && one.value === old.value),
  );
  const losses = namesToAsk(before, identity).flatMap((name) =>
    TYPES.flatMap((type) => (isLost(before, after, name, type) ? [`${name} ${type}`] : [])),
  );
  const [policyBefore, policyAfter] = await Promise.all(
    [before, after].map((records) => policyOf(records, identity)),
  );
  return [
    ...gone.map(({ name, type, value }) => `${name} ${type} ${value}`),
    ...losses,
    ...(policyBefore !== "" && policyBefore !== policyAfter
      ? [`DMARC ${policyBefore} -> ${policyAfter}`]
      : []),
  ];
}

function namesToAsk(records: readonly ZoneRecord[], identity: string): readonly string[] {
  const at = [identity, `email.${identity}`, `_domainkey.${identity}`, ZONE];
  return [
    ...new Set([
      ...records.map(({ name }) => name),
      ...at.flatMap((name) => [name, `any.${name}`]),
      `_dmarc.${identity}`,
      ...TOKENS.map((token) => `${token}._domainkey.${identity}`),
    ]),
  ];
}

function isLost(
  before: readonly ZoneRecord[],
  after: readonly ZoneRecord[],
  name: string,
  type: RecordType,
): boolean {
  const values = (records: readonly ZoneRecord[]) => {
    const { answer } = answerFrom(records, ZONE, { name, type }, false);
    return new Set(answer.kind === "records" ? answer.values : []);
  };
  return !values(before).isSubsetOf(values(after));
}

async function policyOf(records: readonly ZoneRecord[], identity: string): Promise<string> {
  const { rfc7489, rfc9989 } = await discoverDmarc({
    domain: identity,
    ask: async (name, type) => answerFrom(records, ZONE, { name, type }, false).answer,
  });
  return [rfc7489, rfc9989].flatMap(({ applied }) => applied ?? []).join(" ");
}
