import { describe, expect, it } from "vitest";
import { belowDname, byWildcard } from "#core/diagnosis/detectors/names";
import { wildcardName } from "#core/diagnosis/model/questions";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import { ABSENT, D, failed, held, observed } from "../observed.ts";
import {
  added,
  cachedFor,
  concerned,
  detectWith,
  evidenceOf,
  FEEDBACK,
  KEY,
  KEY2,
  right,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";

const KEYS = `_domainkey.${D}`;

describe("a wildcard answers instead of the record", () => {
  const detect = detectWith(byWildcard);
  const parked = held("park.example");
  const at = wildcardName(KEY.name, D);
  const wild = observed(at, "CNAME", parked);

  it("so all records that it answers for are added", () => {
    const known = [seenAt(KEY, parked), seenAt(KEY2, parked), wild];
    expect(detect([KEY, KEY2], known)).toEqual({
      code: "WILDCARD_ANSWERS",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: ["park.example"],
      expected: [...KEY.values, ...KEY2.values],
      cause: { key: "finding.wildcard-answers", values: { values: ["“park.example”"] } },
      details: [],
      notes: [{ key: "finding.note.wildcard-can-stay", values: {} }],
      actor: "dns-administrator",
      edits: [added(KEY, "wins-over-the-wildcard"), added(KEY2, "wins-over-the-wildcard")],
      after: cachedFor(300),
      evidence: [
        evidenceOf({ name: at, type: "CNAME" }, shows("park.example")),
        evidenceOf(KEY, shows("park.example")),
      ],
    });
  });

  it("of the same type and answer, at any depth, but not records that are right or unknown", () => {
    const higher = wildcardName(SPF.name, D);
    const other = { ...KEY, name: `t3._domainkey.${D}` };
    const known = [
      ...[seenAt(KEY, parked), right(KEY2), seenAt(other, failed()), wild],
      ...[
        seenAt(FEEDBACK, ABSENT),
        observed(FEEDBACK.name, "CNAME", parked),
        observed(higher, "CNAME", parked),
      ],
      ...[seenAt(SPF, held("v=spf1 -all")), observed(higher, "TXT", held("v=spf1 -all"))],
    ];
    const found = detect([KEY, KEY2, other, FEEDBACK, SPF], known);
    expect(found?.edits.map(({ type, name }) => `${type} ${name}`)).toEqual([
      `CNAME ${KEY.name}`,
      `MX ${FEEDBACK.name}`,
    ]);
  });

  it("of the same type, but with another answer, which is another wildcard", () => {
    const higher = wildcardName(FEEDBACK.name, D);
    const known = [
      ...[seenAt(KEY, parked), wild, seenAt(FEEDBACK, ABSENT)],
      ...[observed(FEEDBACK.name, "CNAME", held("x.example")), observed(higher, "CNAME", held("x.example"))],
    ];
    expect(detect([KEY, FEEDBACK], known)?.expected).toEqual(KEY.values);
  });

  it("but not a record for which its answer happens to be right", () => {
    const answer = held(...KEY2.values);
    const known = [seenAt(KEY, answer), seenAt(KEY2, answer), observed(at, "CNAME", answer)];
    expect(detect([KEY, KEY2], known)?.expected).toEqual(KEY.values);
  });

  it("which is not told if it gives another answer, or none", () => {
    expect(detect([KEY], [seenAt(KEY, parked), observed(at, "CNAME", held("x.example"))])).toBeUndefined();
    expect(detect([KEY], [seenAt(KEY, parked)])).toBeUndefined();
  });
});

describe("a record is below a DNAME", () => {
  const detect = detectWith(belowDname);
  const behind = (name: string) => name.replace(D, "other.example");
  const led = (record: ExpectedRecord) => observed(record.name, "CNAME", held(behind(record.name)));
  const probed = (record: ExpectedRecord) => {
    const name = wildcardName(record.name, D);
    return observed(name, "CNAME", held(behind(name)));
  };
  const remove = {
    action: "remove",
    type: "DNAME",
    name: D,
    zone: D,
    hostInZone: "@",
    value: "other.example",
    because: "nothing-below-a-dname",
  };

  it("which is removed, and all records that it hides are added", () => {
    expect(detect([KEY, KEY2], [led(KEY), led(KEY2), probed(KEY)])).toEqual({
      code: "NAME_BELOW_DNAME",
      severity: "blocking",
      record: concerned(KEY),
      records: [concerned(KEY)],
      seen: ["other.example"],
      expected: [...KEY.values, ...KEY2.values],
      cause: { key: "finding.name-below-dname", values: { at: D, target: "other.example" } },
      details: [],
      notes: [],
      actor: "dns-administrator",
      edits: [remove, added(KEY, "required"), added(KEY2, "required")],
      otherwise: "at-the-target",
      after: cachedFor(300),
      evidence: [evidenceOf(KEY, shows(behind(KEY.name))), evidenceOf(KEY2, shows(behind(KEY2.name)))],
    });
  });

  it("and may have another name, unless it is a key", () => {
    const known = [seenAt(SPF, ABSENT), led(SPF), probed(SPF)];
    expect(detect([SPF], known)?.otherwise).toBe("another-name");
    expect(detect([SPF, KEY], [...known, led(KEY), probed(KEY)])?.otherwise).toBe("at-the-target");
  });

  it("but records that are right, unknown, or below another DNAME are not added", () => {
    const third = { ...KEY, name: `t3._domainkey.${D}` };
    const lower = (name: string) => observed(name, "CNAME", held(name.replace(KEYS, "keys.example")));
    const known = [
      ...[seenAt(SPF, ABSENT), led(SPF), probed(SPF)],
      ...[seenAt(FEEDBACK, failed()), seenAt(KEY, ABSENT), lower(KEY.name), lower(wildcardName(KEY.name, D))],
      ...[seenAt(third, failed()), seenAt(KEY2, ABSENT)],
    ];
    const found = detect([SPF, FEEDBACK, KEY, third, KEY2], known);
    expect(found?.edits).toEqual([remove, added(SPF, "required")]);
  });

  it("which is not told of a CNAME that is the name's own", () => {
    expect(detect([KEY], [led(KEY)])).toBeUndefined();
    expect(detect([KEY], [seenAt(KEY, ABSENT)])).toBeUndefined();
  });
});
