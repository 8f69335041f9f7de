import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnosis, diagnose } from "#core/diagnosis/diagnose";
import { expectedOf, type Subject } from "#core/diagnosis/model/subject";
import { evidenceText, fixText } from "#core/instructions/finding-text";
import { requiredRecords } from "#core/records/required-records";
import { textsIn } from "#core/words/texts";
import { NOW, TOKENS } from "./case-file.ts";
import { type Holding, memorySession } from "./memory-session.ts";

const ENGLISH = textsIn("en");
const D = "oxfordstones.example";
const F = `bounce.${D}`;
const REQUIRED = requiredRecords({
  identity: D,
  mailFrom: F,
  dkimTokens: TOKENS,
  signingHostedZone: "dkim.amazonses.com",
  region: "eu-west-1",
});
const SUBJECT: Subject = { domain: D, mailFrom: F, records: REQUIRED.map(expectedOf) };
const KEYS = REQUIRED.map(({ type, name }) => `${type} ${name}`);
const RIGHT: Holding = new Map([
  ...REQUIRED.map(
    ({ type, name, value, priority }) =>
      [`${type} ${name}`, [priority ? `${priority} ${value}` : value]] as const,
  ),
  ["TXT amazonses.com", ["v=spf1 ip4:199.255.192.0/22 ip6:2600:9000:a000::/36 -all"]],
]);

const TARGETS = [
  ...REQUIRED.filter(({ type }) => type !== "TXT").map(({ value }) => value),
  `${TOKENS[0]}.dkim.amazonses.com.${D}`,
  `${TOKENS[0]}.dkim.amazonaws.com`,
  `${TOKENS[0]}.dkim.amazonses`,
  "q7wz3cy5nkdbm2xvtr6jhp4goflaesiu.dkim.amazonses.com",
  "feedback-smtp.us-east-1.amazonses.com",
  "mail.example.net",
  `10.${D}`,
  ".",
];
const TEXTS = [
  "v=spf1 include:amazonses.com ~all",
  "v=spf1 -all",
  "v=spf1 ip4:300.0.0.1 ~all",
  "v=spf1 ~all include:amazonses.com",
  "v=spf1 redirect=nowhere.example.net",
  "V=SPF1 INCLUDE:AMAZONSES.COM",
  "v=spf1 +all",
  '"v=spf1 include:amazonses.com ~all"',
  "p=MIGfkey",
  "v=DMARC1; p=none",
  "v=DMARC1; p=reject; aspf=s",
  "feedback-smtp.eu-west-1.amazonses.com",
  `${TOKENS[0]}.dkim.amazonses.com`,
  "some-verification=\u0007\u202e\u2028",
];
const value = (type: string): fc.Arbitrary<string> => {
  if (type === "TXT") return fc.oneof(fc.constantFrom(...TEXTS), fc.string());
  if (type === "A") return fc.constantFrom("192.0.2.80", "104.21.5.77");
  const target = fc.oneof(fc.constantFrom(...TARGETS), fc.domain());
  return type === "MX"
    ? fc.tuple(fc.nat(99), target).map(([priority, host]) => `${priority} ${host}`)
    : target;
};
const values = (type: string) => fc.uniqueArray(value(type), { minLength: 1, maxLength: 3 });

/** Any records at names without a required record, except those that harm the company's own mail. */
const strays = fc.dictionary(
  fc
    .tuple(
      fc.constantFrom("A", "TXT", "CNAME", "MX"),
      fc.constantFrom(
        ...KEYS.map((key) => `${key.split(" ")[1]}.${D}`),
        ...TOKENS.map((token) => `${token}.domainkey.${D}`),
        ...TOKENS.map((token) => `${token}.${D}`),
        `www.${D}`,
        `_dmarc.${D}`,
        `_dmarc.${D}.${D}`,
        `_domainkey.${D}`,
      ),
    )
    .map((pair) => pair.join(" ")),
  fc.anything(),
);

async function diagnoseOf(...holdings: readonly Holding[]): Promise<Diagnosis> {
  return diagnose(SUBJECT, memorySession(D, holdings), NOW);
}

const isBlocking = ({ severity }: Diagnosis["findings"][number]) =>
  severity === "blocking" || severity === "urgent";

/** Expects exactly the findings that the state of each record allows. */
function expectNoContradiction({ records, findings }: Diagnosis): void {
  for (const { name, type, state } of records) {
    const own = findings.filter(({ records }) =>
      records.some((record) => record.name === name && record.type === type),
    );
    const blocking = own.filter(isBlocking).map(({ code }) => code);
    expect([state, blocking.length]).toEqual([state, state === "right" || state === "unknown" ? 0 : 1]);
  }
  const said = findings.map(({ code, record, seen }) => JSON.stringify([code, record, seen]));
  expect(new Set(said).size).toBe(said.length);
  for (const finding of findings) {
    const { seen, evidence } = finding;
    const statements = evidence.map((one) => evidenceText(one, ENGLISH));
    const shown = [fixText(finding, ENGLISH), ...seen, ...statements].join("");
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    for (const { dig } of evidence) expect(dig).toMatch(/^(dig @[\w.:-]+ [\w.-]+ [A-Z]+( \+norecurse)?)?$/);
  }
}

const held = fc
  .record(
    Object.fromEntries(
      [
        ...KEYS,
        `CNAME ${F}`,
        `TXT ${TOKENS[0]}._domainkey.${D}`,
        `A ${TOKENS[0]}._domainkey.${D}`,
        `MX ${D}`,
        `TXT ${D}`,
        `TXT _dmarc.${D}`,
      ].map((key) => [
        key,
        fc.oneof(values(key.split(" ")[0] ?? ""), fc.constant([]), fc.constant("unknown" as const)),
      ]),
    ),
  )
  .map((byKey): Holding => new Map(Object.entries(byKey)));

describe("a fully right zone", () => {
  it("is nowhere out of date because one server has one more text beside the SPF record", async () => {
    const withAll = new Map([...RIGHT, [`TXT ${F}`, ["v=spf1 +all"]] as const]);
    const withMore = new Map([...RIGHT, [`TXT ${F}`, ["v=spf1 +all", "another-text"]] as const]);
    for (const [one, other] of [
      [withAll, withMore],
      [withMore, withAll],
    ] as const) {
      const { findings } = await diagnoseOf(one, other);
      expect(findings.map(({ code }) => code)).toEqual(["SPF_PASSES_ALL", "DMARC_MISSING"]);
    }
  });

  it("never has a blocking finding, whatever is at other names", async () => {
    await fc.assert(
      fc.asyncProperty(strays, fc.infiniteStream(fc.nat(999)), async (keys, seeds) => {
        const noise = Object.keys(keys).map((key) => {
          const [seed = 0] = seeds.take(1);
          return [key, fc.sample(values(key.split(" ")[0] ?? ""), { numRuns: 1, seed })[0] ?? []] as const;
        });
        const diagnosis = await diagnoseOf(new Map([...noise, ...RIGHT]));
        expect(diagnosis.records.map(({ state }) => state)).toEqual(Array(5).fill("right"));
        expect(diagnosis.findings.filter(isBlocking)).toEqual([]);
        expectNoContradiction(diagnosis);
      }),
    );
  });

  it("is right in any letters, with any preference", async () => {
    const loud = new Map([...RIGHT].map(([key, all]) => [key, all === "unknown" ? all : all.map(louder)]));
    expect((await diagnoseOf(loud)).findings.map(({ code }) => code)).toEqual(["DMARC_MISSING"]);
  });
});

function reversed(holding: Holding): Holding {
  return new Map([...holding].map(([key, all]) => [key, all === "unknown" ? all : [...all].reverse()]));
}

function louder(text: string): string {
  return text.startsWith("v=spf1")
    ? text.replace("amazonses", "AmazonSES")
    : text.toUpperCase().replace(/^10 /, "7 ");
}

describe("any zone", () => {
  it("never gets two findings that contradict each other, whatever each server answers", async () => {
    await fc.assert(
      fc.asyncProperty(held, held, async (one, other) => {
        expectNoContradiction(await diagnoseOf(one, other));
        expectNoContradiction(await diagnoseOf(one));
      }),
    );
  });

  it("is found the same in any order of its values and servers", async () => {
    await fc.assert(
      fc.asyncProperty(held, held, async (one, other) => {
        // Only one server is asked where nothing is required, so the two servers differ only in required
        // records.
        const second = new Map([...one, ...[...other].filter(([key]) => KEYS.includes(key))]);
        const brief = ({ findings }: Diagnosis) =>
          findings.map(({ code, record }) => `${code} ${record?.name}`).sort();
        const there = await diagnoseOf(one, second);
        const back = await diagnoseOf(reversed(second), reversed(one));
        expect(brief(back)).toEqual(brief(there));
      }),
    );
  });

  it("is never blocked by a missing answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(KEYS), async (silent) => {
        const { records, findings } = await diagnoseOf(
          new Map([...RIGHT, ...silent.map((key) => [key, "unknown"] as const)]),
        );
        expect(findings.filter(isBlocking)).toEqual([]);
        expect(records.filter(({ state }) => state === "unknown")).toHaveLength(silent.length);
        expect(findings.some(({ code }) => code === "ANSWER_UNKNOWN")).toBe(silent.length > 0);
      }),
    );
  });
});
