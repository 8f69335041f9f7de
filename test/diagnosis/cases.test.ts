import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CATALOGUE } from "#core/diagnosis/model/catalogue";
import type { Finding } from "#core/diagnosis/model/finding";
import { evidenceText, fixText } from "#core/instructions/finding-text";
import { textsIn } from "#core/words/texts";
import { hasManyLoopbackAddresses } from "../support/zones.ts";
import { readCases } from "./case-file.ts";
import { type DiagnosisWorld, startDiagnosisWorld } from "./diagnosis-world.ts";

const ENGLISH = textsIn("en");
const MOST_QUERIES = 150;
const ALL = readCases();
const PLAYABLE = ALL.filter(({ needsManyAddresses }) => hasManyLoopbackAddresses || !needsManyAddresses);

let world: DiagnosisWorld;
beforeAll(async () => {
  world = await startDiagnosisWorld();
});
afterAll(() => world.stop());

/**
 * Returns what people are told about a finding: what to do, and what was observed. A time-out is left out,
 * because a busy machine causes more of them.
 */
function advice(finding: Finding): string {
  const { code, severity, evidence } = finding;
  const answered = evidence.filter(({ answer }) => answer.kind !== "unknown");
  const observed = answered.map((one) => `  ${evidenceText(one, ENGLISH)}`).sort();
  return [`${code} (${severity}): ${fixText(finding, ENGLISH)}`, ...observed].join("\n");
}

/** Returns a line for each record that a finding explains. */
function brief({ code, record, records }: Finding): readonly string[] {
  if (record === null) return [`${code} -`];
  return records.map(({ name, type }) => (type === "CNAME" ? `${code} ${name}` : `${code} ${name} ${type}`));
}

describe.each(PLAYABLE.map((one) => [one.name, one] as const))("%s", (name, one) => {
  it(one.why, async () => {
    if (one.late !== undefined) await world.addLate(name, one.late);
    const { findings, records, queries } = await world.diagnose(one.subject);
    const expected = one.expected.filter((line) => line !== "nothing");
    expect(findings.flatMap(brief).sort()).toEqual([...expected].sort());
    expect(findings.map(advice).sort()).toMatchSnapshot();
    expect(queries).toBeLessThanOrEqual(MOST_QUERIES);
    // No record is both right and in need of correction, and no wrong record is without a finding.
    for (const record of records) {
      const own = findings.filter((finding) =>
        finding.records.some(({ name, type }) => name === record.name && type === record.type),
      );
      const blocks = own.some(({ severity }) => severity === "blocking" || severity === "urgent");
      const isSettling = own.some(({ code }) => code === "NAME_SERVERS_NOT_IN_STEP");
      const mustBlock = !["right", "unknown"].includes(record.state) && !isSettling;
      const isHopeless = findings.some(({ code }) =>
        ["DOMAIN_NOT_PUBLIC", "DOMAIN_IS_FREE_MAIL", "ZONE_OF_PLATFORM"].includes(code),
      );
      expect([record.name, blocks || isHopeless]).toEqual([record.name, mustBlock || isHopeless]);
    }
    const fixes = findings.map((finding) => fixText(finding, ENGLISH));
    for (const words of one.says) expect(fixes.join("\n")).toContain(words);
    for (const fix of fixes) expect(fix).toMatch(/^\S.{20,}[.]$/);
    for (const evidence of findings.flatMap((finding) => finding.evidence)) {
      expect(evidenceText(evidence, ENGLISH)).toContain("23 November 2026 at 09:41 UTC");
    }
  });
});

it("has a case and a near miss for each finding there is", () => {
  for (const code of Object.keys(CATALOGUE)) {
    const own = ALL.filter(({ folder }) => folder === code.toLowerCase().replaceAll("_", "-"));
    const showing = own.filter(({ expected }) => expected.some((line) => line.startsWith(`${code} `)));
    expect([code, showing.length > 0, own.length > showing.length]).toEqual([code, true, true]);
  }
});
