import { expect, it } from "vitest";
import { afterEdits, removal } from "#core/diagnosis/model/corrections";
import { evidenceOf } from "#core/diagnosis/model/evidence";
import { concernedRecord, onDomain, onRecord } from "#core/diagnosis/model/finding";
import { knownHost } from "#core/diagnosis/sentences/known-host";
import { contextOf, examinedOf, held } from "./model-fixture.ts";

const A = "a.example.com";
const CAUSE = { key: "finding.dmarc-missing", values: {} } as const;
const CONTEXT = contextOf([held(A, "TXT", "x"), held(A, "MX", "10 y")]);
const EDIT = removal({ name: A, type: "TXT", value: "x" }, CONTEXT, "only-one");
const RECORD = { purpose: "other", name: A, type: "TXT" };

it("names a record by purpose, name and type", () => {
  expect(concernedRecord(examinedOf())).toEqual(RECORD);
});

it("says of a record by default what was seen and expected, and which answers show it", () => {
  const examined = examinedOf({}, { seen: ["x\u00ad"] });
  expect(onRecord("VALUE_WRONG", examined, CONTEXT, { cause: CAUSE })).toStrictEqual({
    code: "VALUE_WRONG",
    severity: "blocking",
    record: RECORD,
    records: [RECORD],
    seen: ["x[SOFT HYPHEN]"],
    expected: ["wanted"],
    cause: CAUSE,
    details: [],
    notes: [],
    actor: "dns-administrator",
    edits: [],
    evidence: evidenceOf(CONTEXT, [{ name: A, type: "TXT" }]),
  });
});

it("says of a record what its detector says", () => {
  const said = {
    cause: CAUSE,
    details: [CAUSE],
    notes: [CAUSE, CAUSE],
    seen: ["s"],
    expected: ["e"],
    edits: [EDIT],
    otherwise: "another-name",
    shownBy: [{ name: A, type: "MX" }],
  } as const;
  expect(onRecord("CNAME_FLATTENED", examinedOf(), CONTEXT, said)).toStrictEqual({
    code: "CNAME_FLATTENED",
    severity: "warning",
    record: RECORD,
    records: [RECORD],
    seen: ["s"],
    expected: ["e"],
    cause: CAUSE,
    details: [CAUSE],
    notes: [CAUSE, CAUSE],
    actor: "dns-administrator",
    edits: [EDIT],
    otherwise: "another-name",
    after: afterEdits([EDIT], CONTEXT),
    evidence: evidenceOf(CONTEXT, [{ name: A, type: "MX" }]),
  });
});

it("says of the domain nothing by default but the cause", () => {
  expect(onDomain("DMARC_MISSING", CONTEXT, { cause: CAUSE })).toStrictEqual({
    code: "DMARC_MISSING",
    severity: "advice",
    record: null,
    records: [],
    seen: [],
    expected: [],
    cause: CAUSE,
    details: [],
    notes: [],
    actor: "dns-administrator",
    edits: [],
    evidence: [],
  });
});

it("waits as its detector says, whatever the edits are", () => {
  const said = { cause: CAUSE, edits: [EDIT], after: { waitFor: "name-servers" } } as const;
  expect(onDomain("DMARC_MISSING", CONTEXT, said).after).toEqual({ waitFor: "name-servers" });
});

it("cuts a long value to the part that differs from the expected one", () => {
  const [start, end] = ["a".repeat(400), "b".repeat(400)];
  const said = { cause: CAUSE, seen: [`${start}X${end}`], expected: [`${start}${end}`] };
  expect(onDomain("DMARC_MISSING", CONTEXT, said).seen[0]).toContain("aXb");
});

it("names the zone that the detector names, else the record's, the first edit's or the domain", () => {
  const actor = "registrar";
  const place = { zone: "place.example", nameServers: [], host: "" };
  const edits = [{ ...EDIT, zone: "edit.example" }];
  const zoneOf = (zone: string) => ({ key: "finding.actor.registrar", values: { zone } });
  const examined = examinedOf({}, { place });
  const said = { cause: CAUSE, actor, edits } as const;
  const onIt = (more: { zone?: string }) => onRecord("VALUE_WRONG", examined, CONTEXT, { ...said, ...more });
  expect(onIt({ zone: "said.example" }).whoActs).toEqual(zoneOf("said.example"));
  expect(onIt({}).whoActs).toEqual(zoneOf("place.example"));
  expect(onDomain("DMARC_MISSING", CONTEXT, said).whoActs).toEqual(zoneOf("edit.example"));
  expect(onDomain("DMARC_MISSING", CONTEXT, { cause: CAUSE, actor }).whoActs).toEqual(zoneOf("example.com"));
});

it("names the record's DNS host if that must act", () => {
  const dnsHost = { name: "Some Host", nameServers: /x/, addRecord: "Add", hostField: "relative" } as const;
  const place = { zone: "example.com", nameServers: [], host: "", dnsHost };
  const said = { cause: CAUSE, actor: "dns-host" } as const;
  expect(onRecord("VALUE_WRONG", examinedOf({}, { place }), CONTEXT, said).whoActs).toEqual({
    key: "finding.actor.dns-host",
    values: knownHost("Some Host"),
  });
});
