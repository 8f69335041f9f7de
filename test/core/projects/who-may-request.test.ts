import { describe, expect, it } from "vitest";
import type { Project } from "#core/projects/project";
import { requestPermission } from "#core/projects/who-may-request";

const REQUEST = { project: "shop", owner: "oxford", requester: "dns@oxfordstones.example" };
const GENERIC = { source: "generic", isVouched: true } as const;
const DESK = { source: "zendesk", isVouched: true } as const;
const FROM_DESK = { ...REQUEST, owner: undefined };

function registered(said: Partial<Project> = {}): Project {
  const requesters = ["dns@oxfordstones.example"];
  const lists = { domains: [], fromAddresses: [], refusedAddresses: [], removedAddresses: [] };
  return { version: 1, project: "shop", owner: "oxford", platform: "ses", requesters, ...lists, ...said };
}

describe("an unregistered project", () => {
  it("is registered by a ticket of the generic source that names the owner", () => {
    expect(requestPermission(REQUEST, GENERIC, undefined)).toEqual({ kind: "registers", owner: "oxford" });
    expect(requestPermission(FROM_DESK, GENERIC, undefined)).toMatchObject({
      faults: [{ field: "owner", sent: null }],
    });
  });

  it("is a fault in a help desk's ticket", () => {
    expect(requestPermission(FROM_DESK, DESK, undefined)).toMatchObject({
      faults: [{ field: "project", sent: "shop" }],
    });
  });
});

describe("a registered project", () => {
  it("has its owner from the registry", () => {
    for (const asking of [GENERIC, DESK])
      expect(requestPermission(FROM_DESK, asking, registered())).toEqual({ kind: "known", owner: "oxford" });
  });

  it("of another owner is a fault that does not name the owner", () => {
    const admitted = requestPermission({ ...REQUEST, owner: "cambridge" }, GENERIC, registered());
    expect(admitted).toMatchObject({ faults: [{ field: "owner", sent: "cambridge" }] });
    expect(JSON.stringify(admitted)).not.toContain("oxford");
  });

  it("that does not send through SES gets the link to another guide", () => {
    const guideUrl = "https://guide.example/smtp";
    expect(requestPermission(FROM_DESK, DESK, registered({ platform: "other", guideUrl }))).toEqual({
      kind: "not-ses",
      guideUrl,
    });
  });
});

describe("a requester", () => {
  it.each([
    ["DNS@OxfordStones.example"],
    ["@oxfordstones.example"],
    ["x@y.example", "@OXFORDSTONES.example"],
  ])("is known by the entries %j", (...requesters) => {
    expect(requestPermission(FROM_DESK, DESK, registered({ requesters }))).toMatchObject({ kind: "known" });
  });

  it.each<string[]>([
    [],
    ["dns@oxfordstones.example.evil.example"],
    ["@stones.example"],
    ["oxfordstones.example"],
    ["@example"],
    ["@"],
  ])("is not known by the entries %j", (...requesters) => {
    expect(requestPermission(FROM_DESK, DESK, registered({ requesters }))).toEqual({
      kind: "held",
      owner: "oxford",
    });
  });

  it("is not known by an address that any person may have typed", () => {
    expect(requestPermission(FROM_DESK, { ...DESK, isVouched: false }, registered())).toMatchObject({
      kind: "held",
    });
  });
});
