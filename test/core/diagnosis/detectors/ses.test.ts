import { describe, expect, it } from "vitest";
import { unseenBySes } from "#core/diagnosis/detectors/ses";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer } from "#core/dns/observation";
import { ABSENT, D, failed, held } from "../observed.ts";
import { contextOf, evidenceOf, FEEDBACK, KEY, KEY2, seenAt, shows } from "./observed-context.ts";
import { onWholeDomain } from "./whole-finding.ts";

const right = ({ values }: ExpectedRecord) => held(...values);
const detect = (
  subject: Partial<Subject>,
  known: readonly (readonly [ExpectedRecord, DnsAnswer])[] = [
    [KEY, right(KEY)],
    [FEEDBACK, ABSENT],
    [KEY2, right(KEY2)],
  ],
) =>
  unseenBySes(
    contextOf(
      known.map(([record]) => record),
      known.map(([record, answer]) => seenAt(record, answer)),
      subject,
    ),
  );

describe("SES does not see right keys", () => {
  const whole = (error: string, more: object) => [
    onWholeDomain("DKIM_UNSEEN_BY_SES", {
      severity: "warning",
      seen: [error],
      cause: { key: "finding.dkim-unseen-by-ses", values: { domain: D, error } },
      evidence: [KEY, KEY2].map((record) => evidenceOf(record, shows(...record.values))),
      ...more,
    }),
  ];

  it("because the name servers do not answer it", () => {
    expect(detect({ sesError: "HOST_NOT_FOUND" })).toEqual(
      whole("HOST_NOT_FOUND", {
        actor: "dns-host",
        whoActs: { key: "finding.actor.dns-host", values: { isKnown: "other", host: "" } },
        notes: [{ key: "finding.note.ask-about-networks", values: {} }],
      }),
    );
  });

  it("because it fails itself", () => {
    expect(detect({ sesError: "SERVICE_ERROR", dkimVerified: false })).toEqual(
      whole("SERVICE_ERROR", {
        actor: "time",
        whoActs: { key: "finding.actor.time", values: {} },
        notes: [{ key: "finding.note.ses-checks-again", values: {} }],
      }),
    );
  });

  const sesError = "HOST_NOT_FOUND";
  it.each<[string, Partial<Subject>, (readonly [ExpectedRecord, DnsAnswer])[] | undefined]>([
    ["it says nothing", {}, undefined],
    ["it has verified them", { sesError, dkimVerified: true }, undefined],
    ["no key is required", { sesError }, [[FEEDBACK, ABSENT]]],
    ["nothing is required", { sesError }, []],
    [
      "one is wrong",
      { sesError },
      [
        [KEY, right(KEY)],
        [KEY2, held("x.example")],
      ],
    ],
    [
      "one is missing",
      { sesError },
      [
        [KEY, ABSENT],
        [KEY2, right(KEY2)],
      ],
    ],
    [
      "one is unknown",
      { sesError },
      [
        [KEY, right(KEY)],
        [KEY2, failed()],
      ],
    ],
    [
      "all are missing",
      { sesError },
      [
        [KEY, ABSENT],
        [KEY2, ABSENT],
      ],
    ],
  ])("but not if %s", (_, subject, known) => {
    expect(detect(subject, known)).toEqual([]);
  });
});
