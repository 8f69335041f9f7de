import { describe, expect, it } from "vitest";
import type { Fault } from "#core/tickets/fault";
import { repliesTo, teamFault } from "#core/tickets/team-faults";

const EXPECTED = { key: "fault.time-zone", values: {} } as const;
const UNKNOWN = {
  field: "project",
  sent: "shpo",
  expected: { key: "fault.project-unknown", values: {} },
} as const;
const HIDDEN = { field: "requester", sent: null, expected: EXPECTED } as const;
const OWN = { field: "timeZone", sent: "Mars", expected: EXPECTED } as const;

describe("the team's part in a fault", () => {
  it.each<[Fault, ReturnType<typeof teamFault>]>([
    [UNKNOWN, "project"],
    [HIDDEN, "requester"],
    [{ ...HIDDEN, sent: "" }, "requester"],
    [{ ...HIDDEN, sent: "anna@" }, undefined],
    [{ ...OWN, sent: "{{ticket.ticket_field_360001}}" }, "placeholder"],
    [{ field: "fromAddresses.0", sent: "{{issue.customfield_10030}}", expected: EXPECTED }, "placeholder"],
    [{ ...OWN, sent: "{ no placeholder }" }, undefined],
    [{ ...OWN, sent: ["{{ticket.ticket_field_360001}}"] }, undefined],
    [{ ...OWN, sent: "" }, undefined],
    [OWN, undefined],
  ])("of %o is %s", (fault, part) => {
    expect(teamFault(fault)).toBe(part);
  });
});

describe("the replies to a refused request", () => {
  const abouts = (...faults: Fault[]) =>
    repliesTo({ about: "faults", faults }).map((reply) => [
      reply.about,
      "faults" in reply ? reply.faults.map(({ field }) => field) : [],
    ]);

  it("are one where the customer corrects everything", () => {
    expect(abouts(OWN)).toEqual([["faults", ["timeZone"]]]);
    expect(repliesTo({ about: "needs-check" })).toEqual([{ about: "needs-check" }]);
  });

  it("ask the customer for nothing that only the team can put right", () => {
    expect(abouts(HIDDEN)).toEqual([
      ["needs-check", []],
      ["team", ["requester"]],
    ]);
  });

  it("name a project to both, since it may be misspelt", () => {
    expect(abouts(UNKNOWN, HIDDEN, OWN)).toEqual([
      ["faults", ["project", "timeZone"]],
      ["team", ["project", "requester"]],
    ]);
  });
});
