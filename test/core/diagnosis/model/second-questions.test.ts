import { expect, it } from "vitest";
import type { DiagnosisContext, ExaminedRecord } from "#core/diagnosis/model/diagnosis-context";
import { secondQuestions, wildcardName } from "#core/diagnosis/model/questions";
import { wrongNames } from "#core/diagnosis/model/wrong-names";
import type { Observation } from "#core/dns/observation";
import { answerOf, contextOf, examinedOf, held, observationOf, records } from "./model-fixture.ts";

const A = "a.example.com";
const AT = wildcardName(A, "example.com");
const DMARC = held("_dmarc.example.com", "TXT", "v=DMARC1; p=none");
const RIGHT = { state: "right", propagation: "everywhere" } as const;
const WRONG = { state: "wrong", seen: ["x"] } as const;
const CONFLICTING = { state: "conflicting", seen: ["x", "y"] } as const;
const UNKNOWN = { state: "unknown", propagation: "unknown" } as const;

/** Returns the second questions in short: type, name and which server to ask. */
function asked(
  examined: readonly ExaminedRecord[],
  observations: readonly Observation[] = [],
  said: Partial<DiagnosisContext> = {},
): readonly string[] {
  const questions = secondQuestions(contextOf(observations, { examined, ...said }));
  return questions.map(({ type, name, through = "all" }) => `${type} ${name} ${through}`);
}

const one = (type: string, name = A) => `${type} ${name} one-server`;

/** The probes for a wildcard beside a record of no DKIM key. */
const WILDCARD = ["MX", "TXT", "CNAME"].map((type) => one(type, AT));

it("asks nothing more about right records, or about records of which nothing is known", () => {
  expect(asked([])).toEqual([]);
  expect(asked([examinedOf({}, RIGHT), examinedOf({}, UNKNOWN)])).toEqual([]);
});

it.each([
  ["CNAME", WRONG, ["TXT"]],
  ["MX", WRONG, ["TXT", "CNAME"]],
  ["TXT", WRONG, ["CNAME"]],
  ["TXT", CONFLICTING, ["CNAME"]],
] as const)("asks, for a faulty %s, for other types at its name and for wildcards", (type, said, types) => {
  expect(asked([examinedOf({ type }, said)])).toEqual([...types.map((other) => one(other)), ...WILDCARD]);
});

it.each([
  ["CNAME", ["w"], ["TXT", "A", "AAAA"]],
  ["MX", ["w"], ["TXT", "CNAME"]],
  ["TXT", ["w"], ["CNAME"]],
  ["TXT", ["v=spf1 -all"], ["CNAME", "SPF"]],
  ["TXT", ["w", "v=spf1 -all"], ["CNAME", "SPF"]],
] as const)("asks, for a missing %s of %j, also at wrong names", (type, values, types) => {
  const examined = examinedOf({ type, values });
  const wrong = wrongNames(examined, contextOf()).map(({ name }) => one(type, name));
  expect(asked([examined])).toEqual([...types.map((other) => one(other)), ...WILDCARD, ...wrong]);
});

it("asks for no SPF type if the record is there and wrong", () => {
  expect(asked([examinedOf({ values: ["v=spf1 -all"] }, WRONG)])).toEqual([one("CNAME"), ...WILDCARD]);
});

it("seeks a wildcard beside a DKIM key by CNAME, TXT and addresses", () => {
  const name = "t._domainkey.example.com";
  const at = wildcardName(name, "example.com");
  expect(asked([examinedOf({ purpose: "dkim", type: "CNAME", name }, WRONG)])).toEqual([
    one("TXT", name),
    ...["CNAME", "TXT", "A", "AAAA"].map((type) => one(type, at)),
  ]);
});

it("seeks the likeliest mistake of each record before the second likeliest of any", () => {
  const [first, second] = [examinedOf({ name: A }), examinedOf({ name: "_b.example.com" })];
  const [ofFirst, ofSecond] = [first, second].map((examined) =>
    wrongNames(examined, contextOf()).map(({ name }) => one("TXT", name)),
  );
  const inTurn = (ofSecond ?? []).flatMap((question, index) => [
    ...(ofFirst ?? []).slice(index, index + 1),
    question,
  ]);
  const questions = asked([first, second]);
  expect(questions.slice(-new Set(inTurn).size)).toEqual([...new Set(inTurn)]);
  expect(ofSecond).toHaveLength((ofFirst ?? []).length + 1);
});

it.each([
  [WRONG, "sub.example.com", true],
  [WRONG, "example.com", false],
  [WRONG, "other.example", false],
  [RIGHT, "sub.example.com", false],
  [UNKNOWN, "sub.example.com", false],
])("asks, of a record that is %j in %s, who runs the zone: %s", (said, zone, isAsked) => {
  const place = { zone, nameServers: [], host: "a" };
  const questions = asked([examinedOf({}, { ...said, place })]);
  expect(questions.includes(one("NS", zone))).toBe(isAsked);
  expect(questions.some((question) => question.startsWith("NS "))).toBe(isAsked);
});

it.each([
  [["ns1.x.example"], ["ns1.x.example"], []],
  [["ns1.x.example"], ["ns2.x.example"], ["NS example.com all"]],
])(
  "asks all servers for the zone's list if the registrar has %j and the zone %j",
  (above, own, questions) => {
    const delegation = { above: answerOf("registry", records(...above)), own };
    const observation = observationOf("example.com", "MX", { zone: "example.com", delegation });
    expect(asked([], [observation])).toEqual(questions);
  },
);

it("asks for the CNAME that an unknown record is behind", () => {
  const behind = observationOf(A, "TXT", { aliases: ["t.example"] });
  expect(asked([examinedOf({}, UNKNOWN)], [behind])).toEqual([one("CNAME")]);
  expect(asked([examinedOf({}, UNKNOWN)], [observationOf(A, "TXT")])).toEqual([]);
  expect(asked([examinedOf({}, RIGHT)], [behind])).toEqual([]);
});

it("asks, for a CNAME instead of another record, for its target and for a DNAME above", () => {
  const alias = held(A, "CNAME", "t.example");
  expect(asked([examinedOf({}, RIGHT)], [alias])).toEqual([one("CNAME", AT), "A t.example resolver"]);
  expect(asked([examinedOf({ type: "CNAME" }, RIGHT)], [alias])).toEqual([]);
});

it.each(["_dmarc.sub.example.com", "_dmarc.example.com"])("asks for the targets of CNAMEs at %s", (name) => {
  const subject = { domain: "sub.example.com", records: [] };
  const alias = held(name, "CNAME", "t.example");
  const followed = { ...held(name, "TXT", "v=DMARC1; p=none"), aliases: ["u.example", "v.example"] };
  expect(asked([], [alias, followed], { subject })).toEqual([
    "TXT t.example resolver",
    "TXT u.example resolver",
  ]);
  expect(asked([], [followed], { subject })).toEqual(["TXT u.example resolver"]);
});

it("asks for misplaced DMARC records if the domain and the one above have none", () => {
  const { record } = examinedOf({ purpose: "dkim" });
  const subject = { domain: "example.com", records: [record] };
  const names = [
    "example.com",
    "_dmarc.example.com.example.com",
    "_dmarc.example.example.com",
    "dmarc.example.com",
  ];
  const misplaced = names.map((name) => one("TXT", name));
  expect(asked([], [], { subject })).toEqual(misplaced);
  expect(asked([], [held("_dmarc.example.com", "TXT", "text")], { subject })).toEqual(misplaced);
  expect(asked([], [held("_dmarc.example.com", "TXT", "text", "v=DMARC1")], { subject })).toEqual([]);
  expect(asked([], [DMARC], { subject: { ...subject, domain: "sub.example.com" } })).toEqual([]);
  const sub = held("_dmarc.sub.example.com", "TXT", "v=DMARC1; p=none");
  expect(asked([], [sub], { subject: { ...subject, domain: "sub.example.com" } })).toEqual([]);
  expect(asked([], [], { subject: { ...subject, records: [{ ...record, purpose: "other" }] } })).toEqual([]);
});

it("asks each question once", () => {
  const [mx, spf] = [examinedOf({ type: "MX" }, WRONG), examinedOf({}, WRONG)];
  expect(asked([mx, spf])).toEqual([one("TXT"), one("CNAME"), ...WILDCARD]);
  const alias = held(A, "CNAME", "t.example");
  const dmarc = held("_dmarc.example.com", "CNAME", "t.example");
  expect(asked([examinedOf({}, RIGHT)], [alias, dmarc])).toEqual([
    one("CNAME", AT),
    "A t.example resolver",
    "TXT t.example resolver",
  ]);
});
