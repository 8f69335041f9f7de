import { describe, expect, it } from "vitest";
import { diagnose } from "#core/diagnosis/diagnose";
import type { EarlierCheck, ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { FEEDBACK, KEY, SPF, seenAt } from "./detectors/observed-context.ts";
import { ABSENT, D, failed, held, NOW, NS1, NS2, observed, sessionKnowing } from "./observed.ts";

const AMAZON = "v=spf1 ip4:199.255.192.0/22 -all";
const told = (answer: DnsAnswer) => ({ recursive: [{ server: "192.0.2.9", address: "192.0.2.9", answer }] });
const elsewhere = (name: string, text: string) =>
  observed(name, "TXT", held(text), { zone: name, ...told(held(text)) });
const amazon = elsewhere("amazonses.com", AMAZON);
const other = (type: "CNAME" | "TXT", ...values: readonly string[]): ExpectedRecord => ({
  purpose: "other",
  name: `x.${D}`,
  type,
  values,
});

/** Returns the state in which a diagnosis leaves one record. */
async function settled(
  record: ExpectedRecord,
  known: readonly Observation[],
  remembered?: EarlierCheck,
): Promise<object | undefined> {
  const subject = {
    domain: D,
    mailFrom: `bounce.${D}`,
    records: [record],
    ...(remembered && { remembered }),
  };
  const { records } = await diagnose(subject, sessionKnowing([...known, amazon]), NOW);
  return records.map(({ state, propagation, cachedUntil, seen }) => ({
    state,
    propagation,
    seen,
    ...(cachedUntil === undefined ? {} : { cachedUntil }),
  }))[0];
}
const stateOf = async (record: ExpectedRecord, answer: Parameters<typeof seenAt>[1]) =>
  settled(record, [seenAt(record, answer)]);

describe("a proof of control", () => {
  const proof: ExpectedRecord = { purpose: "ownership", name: `_proof.${D}`, type: "TXT", values: ["a=b"] };
  const there = held("a=b");

  it("counts at its own name only", async () => {
    expect(await settled(proof, [seenAt(proof, there, told(there))])).toMatchObject({ state: "right" });
    expect(await settled(proof, [seenAt(proof, there, { ...told(there), aliases: ["x.example"] })])).toEqual({
      state: "wrong",
      propagation: "not-at-name-servers",
      seen: ["x.example"],
    });
  });

  it("is stricter than other records, which may come through a CNAME", async () => {
    const text = other("TXT", "a=b");
    const known = seenAt(text, there, { ...told(there), aliases: ["x.example"] });
    expect(await settled(text, [known])).toEqual({
      state: "right",
      propagation: "everywhere",
      seen: ["a=b"],
    });
  });
});

describe("a record behind a CNAME without an answer", () => {
  const behind = seenAt(FEEDBACK, failed(), { aliases: ["x.example"] });
  it("is missing, unless that may pass", async () => {
    const missing = { state: "missing", propagation: "not-at-name-servers", seen: [] };
    expect(await settled(FEEDBACK, [behind])).toEqual(missing);
    expect(await settled(FEEDBACK, [behind], { right: [] })).toEqual({
      state: "unknown",
      propagation: "unknown",
      seen: [],
    });
  });
});

describe("a flattened CNAME", () => {
  const [target = ""] = KEY.values;
  const key = "p=MIIB";
  const published = (type: "TXT" | "A", value: string) =>
    observed(target, type, {}, { zone: "amazonses.com", ...told(held(value)) });
  const at = (type: "TXT" | "A", value: string) => observed(KEY.name, type, held(value));

  it("is right with Amazon's current key, and no other", async () => {
    const missing = seenAt(KEY, ABSENT);
    expect(await settled(KEY, [missing, at("TXT", key), published("TXT", key)])).toMatchObject({
      state: "right",
    });
    expect(await settled(KEY, [missing, at("TXT", key), published("TXT", "p=x")])).toMatchObject({
      state: "missing",
    });
  });

  it("is right with the current addresses, and no others", async () => {
    const missing = seenAt(KEY, ABSENT);
    const of = (address: string) => settled(KEY, [missing, at("A", "192.0.2.1"), published("A", address)]);
    expect(await of("192.0.2.1")).toMatchObject({ state: "right" });
    expect(await of("192.0.2.2")).toMatchObject({ state: "missing" });
  });

  it("is right for a key only if the record is one", async () => {
    const record: ExpectedRecord = { ...KEY, purpose: "other" };
    const known = [seenAt(record, ABSENT), at("TXT", key), published("TXT", key)];
    expect(await settled(record, known)).toMatchObject({ state: "missing" });
  });
});

it("a value entered as NS is wrong", async () => {
  const [target = ""] = KEY.values;
  const more = { zone: KEY.name, nameServers: [target] };
  expect(await settled(KEY, [seenAt(KEY, failed("lame"), more)])).toMatchObject({ state: "wrong" });
  expect(await settled(KEY, [seenAt(KEY, failed("lame"), { zone: KEY.name })])).toMatchObject({
    state: "unknown",
  });
});

describe("the SPF record of the MAIL FROM domain", () => {
  it.each<[string, string, DnsAnswer, readonly Observation[]]>([
    [
      "right",
      "includes Amazon through another",
      held("v=spf1 include:y.example -all"),
      [elsewhere("y.example", "v=spf1 include:amazonses.com -all")],
    ],
    [
      "wrong",
      "includes another",
      held("v=spf1 include:y.example -all"),
      [elsewhere("y.example", "v=spf1 -all")],
    ],
    [
      "wrong",
      "fails Amazon before it includes it",
      held("v=spf1 -ip4:199.255.192.0/22 include:amazonses.com -all"),
      [],
    ],
    ["right", "includes Amazon beside other texts", held("v=spf1 include:amazonses.com -all", "a=b"), []],
    ["conflicting", "is there twice", held(...SPF.values, "v=spf1 -all"), []],
    ["missing", "is not there", ABSENT, []],
    [
      "wrong",
      "needs an answer that is lacking, and so stays what its values are",
      held("v=spf1 include:y.example -all"),
      [observed("y.example", "TXT", failed(), { zone: "y.example", ...told(failed()) })],
    ],
  ])("is %s if it %s", async (state, _, answer, more) => {
    expect(await settled(SPF, [seenAt(SPF, answer), ...more])).toMatchObject({ state });
  });

  it("is wrong if one server holds another, though the first is right", async () => {
    const said = { [NS1]: held(...SPF.values), [NS2]: held("v=spf1 -all") };
    expect(await stateOf(SPF, said)).toMatchObject({ state: "wrong" });
  });

  it("does not spread while it is wrong", async () => {
    const line = "v=spf1 -ip4:199.255.192.0/22 include:amazonses.com -all";
    const known = seenAt(SPF, held(line), told({ kind: "absent", nxdomain: false, negativeTtl: 90 }));
    expect(await settled(SPF, [known])).toEqual({
      state: "wrong",
      propagation: "not-at-name-servers",
      seen: [line],
    });
  });

  it("spreads once it is right, as far as resolvers say", async () => {
    const line = "v=spf1 include:y.example -all";
    const far = elsewhere("y.example", "v=spf1 include:amazonses.com -all");
    expect(await settled(SPF, [seenAt(SPF, held(line), told(held(line))), far])).toEqual({
      state: "right",
      propagation: "everywhere",
      seen: [line],
    });
    const old = told({ kind: "absent", nxdomain: false, negativeTtl: 90 });
    expect(await settled(SPF, [seenAt(SPF, held(line), old), far])).toEqual({
      state: "right",
      propagation: "cached-elsewhere",
      cachedUntil: NOW + 90_000,
      seen: [line],
    });
  });
});

describe("another service's SPF record", () => {
  const wanted = "v=spf1 a include:y.example -all";
  const plain = "v=spf1 a mx -all";
  it.each<[string, string, string, Parameters<typeof seenAt>[1]]>([
    ["right", "has all terms and more", wanted, held("v=spf1 mx include:y.example A +a -all")],
    ["wrong", "lacks a term", wanted, held("v=spf1 include:y.example -all")],
    ["wrong", "has another all", wanted, held("v=spf1 a include:y.example ~all")],
    ["right", "has the terms in another order", plain, held("v=spf1 mx ip4:192.0.2.1 a -all")],
    ["conflicting", "is there twice", plain, held(plain, "v=spf1 -all")],
    ["missing", "is not there", plain, held("a=b")],
    ["unknown", "is unknown", plain, failed()],
    ["wrong", "is right at one server alone", plain, { [NS1]: held(plain), [NS2]: held("v=spf1 mx -all") }],
    ["missing", "is lacking at one server", plain, { [NS1]: held(plain), [NS2]: ABSENT }],
  ])("is %s if it %s", async (state, _, value, answer) => {
    expect(await stateOf(other("TXT", value), answer)).toMatchObject({ state });
  });
});

describe("another service's text", () => {
  it.each<[string, string, string, DnsAnswer]>([
    ["right", "a DMARC record is written otherwise", "v=DMARC1; p=reject", held("v=DMARC1;p=reject")],
    ["wrong", "a DMARC record says otherwise", "v=DMARC1; p=reject", held("v=DMARC1; p=none")],
    ["right", "a key is alone", "p=MIIB", held("p=MIIB", "a=b")],
    ["conflicting", "a key has another beside it", "p=MIIB", held("p=MIIB", "p=MIIC")],
    ["missing", "another key is there", "p=MIIB", held("p=MIIC")],
    ["missing", "other keys are there", "p=MIIB", held("p=MIIC", "p=MIID")],
    ["right", "it is there beside another", "a=b", held("a=b", "c=d")],
  ])("is %s if %s", async (state, _, value, answer) => {
    expect(await stateOf(other("TXT", value), answer)).toMatchObject({ state });
  });

  it("is no matter of terms for a CNAME", async () => {
    expect(await stateOf(other("CNAME", "y.example"), held("y.example"))).toMatchObject({ state: "right" });
    expect(await stateOf(other("CNAME", "y.example"), held("z.example"))).toMatchObject({ state: "wrong" });
  });
});
