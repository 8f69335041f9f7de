import { describe, expect, it } from "vitest";
import { diagnose } from "#core/diagnosis/diagnose";
import type { Edit } from "#core/records/correction";
import { follow } from "../../infra/bench/followed/follow.ts";
import { followAll, randomStacks, singlesAndPairs } from "../../infra/bench/followed/followed.ts";
import { carryOut, type PanelRecord } from "../../infra/bench/followed/panel.ts";
import { panelSession } from "../../infra/bench/followed/panel-session.ts";
import type { Patient } from "../../infra/bench/followed/patient.ts";
import { NOW, readCases } from "./case-file.ts";
import { casePatient } from "./case-patient.ts";

const SEED = Number(process.env["SEED"] ?? Math.floor(Date.now() / 1000) % 1_000_000);
const GENERATED = 200;

const CASES = readCases().flatMap((one) => {
  const patient = casePatient(one);
  return patient === undefined ? [] : [[one.name, one, patient] as const];
});

/** The records that no advice may change, because they clearly do not concern the request. */
function ownRecords({ zone, subject, tokens }: Patient): readonly PanelRecord[] {
  const isAbout = ({ name, type, value }: PanelRecord) =>
    subject.records.some((record) => name.includes(record.name)) ||
    tokens.some((token) => name.includes(token) || value.includes(token)) ||
    /amazonses|amazonaws|v=spf1|DMARC/i.test(value) ||
    (type === "NS" && name !== zone.name) ||
    /^_(?:domainkey|dmarc)\./.test(name);
  return zone.records.filter((record) => !isAbout(record));
}

describe("the zones of all cases", () => {
  it.each(CASES)("are healed by following the advice: %s", async (_, one, patient) => {
    const unhealable =
      /DOMAIN_|DKIM_UNSEEN_BY_SES|ZONE_PARKED|ZONE_OF_PLATFORM|PUBLISHED_BUT_CACHED|NAME_SERVER_UNREACHABLE/;
    if (one.expected.some((line) => unhealable.test(line))) return;
    const causes = new Set(one.expected).size;
    const { harms } = await follow(patient, causes + 1, ownRecords(patient));
    expect(harms).toEqual([]);
  });
});

describe("mistakes", () => {
  it("are healed by following the advice, each alone and each pair that is possible", async () => {
    const { harms, zones, healed } = await followAll(singlesAndPairs(), SEED);
    expect({ seed: SEED, harms }).toEqual({ seed: SEED, harms: [] });
    expect(healed).toBe(zones);
  }, 60_000);

  it("are healed by following the advice in generated zones", async () => {
    console.log(`seed ${SEED}`);
    const { harms, zones, healed } = await followAll(randomStacks(GENERATED, SEED), SEED);
    expect({ seed: SEED, harms }).toEqual({ seed: SEED, harms: [] });
    expect(healed).toBe(zones);
  });
});

describe("the simulated DNS panel", () => {
  const zone = (...records: readonly PanelRecord[]) =>
    new Map([["a.example", { name: "a.example", records }]]);
  const edit: Edit = {
    ...{ action: "add", type: "TXT", name: "x.a.example", zone: "a.example", hostInZone: "x", value: "v" },
    because: "required",
  };
  const alias = { name: "x.a.example", type: "CNAME", value: "y.example" };
  const delegation = { name: "x.a.example", type: "NS", value: "ns.example" };
  const text = { name: "x.a.example", type: "TXT", value: "w" };

  it.each<[string, ReturnType<typeof zone>, Edit]>([
    ["a TXT beside a CNAME", zone(alias), edit],
    ["a CNAME beside a TXT", zone(text), { ...edit, type: "CNAME" }],
    ["a record below a delegation", zone(delegation), edit],
    ["to remove what is not there", zone(), { ...edit, action: "remove" }],
    ["to replace what is not there", zone(text), { ...edit, action: "replace", previous: "u" }],
    ["to keep what is not there", zone(), { ...edit, action: "keep" }],
    ["a zone of somebody else", zone(), { ...edit, zone: "b.example" }],
    ["a host with the zone in it", zone(), { ...edit, hostInZone: "x.a.example" }],
  ])("cannot be asked for %s", (_, zones, asked) => {
    expect(() => carryOut([asked], zones)).toThrow();
  });
});

it("sees the same in panels as at name servers", async () => {
  for (const [name, one] of CASES) {
    if (one.expected.some((line) => line.startsWith("NAME_SERVER_"))) continue;
    const patient = casePatient(one);
    if (patient === undefined) continue;
    const { findings } = await diagnose(one.subject, panelSession(patient), NOW);
    const codes = new Set(
      one.expected.map((line) => line.split(" ")[0] ?? "").filter((code) => code !== "nothing"),
    );
    expect([name, [...new Set(findings.map(({ code }) => String(code)))].sort()]).toEqual([
      name,
      [...codes].sort(),
    ]);
  }
});
