import { describe, expect, it } from "vitest";
import type { StoredFinding } from "#core/records/last-check";
import { notYetReported, problemOf } from "#core/verification/verdict";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { but, disagree, MISSING, RECORDS } from "./verdict-fixture.ts";

describe("name servers that do not agree yet", () => {
  const old = but(3, { state: "wrong", seen: ["10 mail.old.example"] });

  it("make the record that they serve differently no mistake", () => {
    expect(problemOf(old, disagree(RECORDS[3]))).toBeUndefined();
  });

  it("excuse every record that they serve differently", () => {
    const both = disagree(RECORDS[3]).map((one) => ({ ...one, records: RECORDS.slice(3, 5) }));
    expect(problemOf(old, both)).toBeUndefined();
  });

  it("excuse no other record", () => {
    expect(problemOf(old, disagree(RECORDS[4]))).toBe(problemOf(old));
    expect(problemOf(old)).toContain("mail.old.example");
  });

  it("excuse no mistake of another kind in the same record", () => {
    const others = disagree(RECORDS[3]).map((finding) => ({ ...finding, code: "MX_SEVERAL" }));
    expect(problemOf(old, others)).toContain("mail.old.example");
  });
});

describe("the text of a problem", () => {
  const conflicting = but(4, { state: "conflicting", seen: ["v=spf1 b", "v=spf1 a"] }, MISSING);
  const mistake = (at: number, code: string): StoredFinding[] =>
    disagree(RECORDS[at]).map((one) => ({ ...one, code, severity: "blocking", seen: ["z", "y"] }));

  it("names conflicting records, with their values in order", () => {
    expect(problemOf(conflicting)).toBe("TXT email.oxfordstones.example v=spf1 a | v=spf1 b");
  });

  it("names a mistake at another name once, and none of a record that is named already", () => {
    expect(problemOf(MISSING, mistake(3, "MX_ELSEWHERE"))).toBe(
      "MX_ELSEWHERE MX email.oxfordstones.example y | z",
    );
    expect(problemOf(conflicting, mistake(4, "SPF_SEVERAL"))).toBe(problemOf(conflicting));
    expect(problemOf(conflicting, mistake(3, "MX_ELSEWHERE"))?.split("\n")).toHaveLength(2);
  });

  it("does not name what is no mistake", () => {
    expect(problemOf(MISSING, mistake(3, "RECORD_MISSING"))).toBeUndefined();
  });
});

it("leaves out of the findings only those vanished records that the customer was notified of", () => {
  const incident = {
    since: NOW,
    ses: [],
    records: [RECORDS[0], RECORDS[3]].map((one) => ({ name: one?.name ?? "", type: one?.type ?? "" })),
  };
  const vanished = [0, 1, 3, 4].flatMap((at) =>
    disagree(RECORDS[at]).map((finding) => ({ ...finding, code: "RECORD_VANISHED" })),
  );
  const nowhere = vanished.slice(0, 1).map((finding) => ({ ...finding, record: null }));
  const findings = [...vanished, ...nowhere, ...disagree(RECORDS[0])];
  const left = notYetReported({ incident: { ...incident, lostAt: NOW } }, findings);
  expect(left.map(({ code, record }) => `${code} ${record?.type}`)).toEqual([
    "RECORD_VANISHED CNAME",
    "RECORD_VANISHED TXT",
    "RECORD_VANISHED undefined",
    "NAME_SERVERS_NOT_IN_STEP CNAME",
  ]);
  expect(notYetReported({ incident }, findings)).toEqual(findings);
});
