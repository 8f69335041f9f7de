import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import { deskRequest, SECRETS, sourceOf } from "../../../receive-ticket/fixture.ts";

const freshdesk = sourceOf("freshdesk");

const BODY = '{"freshdesk_webhook":{"ticket_id":7}}';
const RIGHT = deskRequest("freshdesk", BODY);
const [CURRENT = "", PREVIOUS = ""] = SECRETS;

function withSecret(secret: string | undefined) {
  return { ...RIGHT, headers: { "x-sendworthy-secret": secret } };
}

describe("a delivery is authentic", () => {
  it("by either secret while one is rotated", () => {
    for (const secret of SECRETS) expect(freshdesk.authenticate(withSecret(secret), SECRETS)).toBeDefined();
    expect(freshdesk.authenticate(withSecret(PREVIOUS), [CURRENT])).toBeUndefined();
  });

  it("and the same one when its body comes again", () => {
    const [first, again, other] = [RIGHT, RIGHT, deskRequest("freshdesk", `${BODY} `)].map((request) =>
      freshdesk.authenticate(request, SECRETS),
    );
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });
});

describe("a delivery is refused", () => {
  it.each([
    ["without the header", undefined],
    ["with an empty one", ""],
    ["with a wrong secret", "x".repeat(CURRENT.length)],
    ["with a part of the secret", CURRENT.slice(0, -1)],
    ["with more than the secret", `${CURRENT} `],
    ["with the header twice", `${CURRENT},${CURRENT}`],
  ])("%s", (_, secret) => {
    expect(freshdesk.authenticate(withSecret(secret), SECRETS)).toBeUndefined();
  });
});

it("reads the simple body of an automation's webhook: a table in HTML", () => {
  const example: unknown = JSON.parse(readFileSync("docs/examples/freshdesk.json", "utf8"));
  const labels = { ...USUAL_READING.labels, fromAddresses: "Sender addresses" };
  expect(freshdesk.read(example, { ...USUAL_READING, labels })).toEqual({
    type: "onboarding.requested",
    ticket: "7",
    data: {
      ticket: "7",
      project: "oxfordstones",
      requester: "dns@oxfordstones.example",
      fromAddresses: ["news@oxfordstones.example"],
      migratingFrom: { provider: "Pigeon Post", addresses: ["news@oxfordstones.example"] },
    },
    isVouched: true,
  });
});
