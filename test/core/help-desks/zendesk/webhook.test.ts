import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import { deskRequest, SECRETS, sourceOf } from "../../../receive-ticket/fixture.ts";
import { BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";

const zendesk = sourceOf("zendesk");

const BODY = '{"ticket":{"id":"35436"}}';
const RIGHT = deskRequest("zendesk", BODY);
const MINUTE = 60_000;
const TIME = "x-zendesk-webhook-signature-timestamp";
const SIGNATURE = "x-zendesk-webhook-signature";

function withHeaders(headers: Record<string, string | undefined>): HttpRequest {
  return { ...RIGHT, headers: { ...RIGHT.headers, ...headers } };
}

/**
 * The example of an earlier page:
 * https://developer.zendesk.com/documentation/event-connectors/webhooks/verifying/
 */
const PUBLISHED = {
  secret: "HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=",
  body: '{"say": "hello"}',
  timestamp: "2021-07-25T10:00:00Z",
  /**
   * The signature with body and timestamp in the wrong order; Zendesk signs the timestamp before the body.
   */
  reversed: "tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=",
  signature: "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=",
};

function publishedRequest(signature: string): HttpRequest {
  return {
    ...RIGHT,
    headers: { [TIME]: PUBLISHED.timestamp, [SIGNATURE]: signature },
    rawBody: Buffer.from(PUBLISHED.body),
    now: Date.parse(PUBLISHED.timestamp),
  };
}

describe("a delivery is authentic", () => {
  it("by the published example's key and body, signed timestamp first", () => {
    expect(zendesk.authenticate(publishedRequest(PUBLISHED.signature), [PUBLISHED.secret])).toBeDefined();
    expect(zendesk.authenticate(publishedRequest(PUBLISHED.reversed), [PUBLISHED.secret])).toBeUndefined();
  });

  it("by either secret while one is rotated", () => {
    expect(zendesk.authenticate(RIGHT, SECRETS)).toBeDefined();
    expect(zendesk.authenticate(RIGHT, SECRETS.toReversed())).toBeDefined();
    expect(zendesk.authenticate(RIGHT, SECRETS.slice(1))).toBeUndefined();
  });

  it.each([-5 * MINUTE, 0, 5 * MINUTE])("when it was signed %i ms away from now", (skew) => {
    expect(zendesk.authenticate({ ...RIGHT, now: NOW + skew }, SECRETS)).toBeDefined();
  });

  it("and the same one when it is tried again later, with another timestamp", () => {
    const later = deskRequest("zendesk", BODY, NOW + MINUTE);
    expect(zendesk.authenticate(later, SECRETS)).toBe(zendesk.authenticate(RIGHT, SECRETS));
    const other = deskRequest("zendesk", `${BODY} `);
    expect(zendesk.authenticate(other, SECRETS)).not.toBe(zendesk.authenticate(RIGHT, SECRETS));
  });
});

describe("a delivery is refused", () => {
  it.each<[string, HttpRequest]>([
    ["without a timestamp", withHeaders({ [TIME]: undefined })],
    ["without a signature", withHeaders({ [SIGNATURE]: undefined })],
    ["with an empty signature", withHeaders({ [SIGNATURE]: "" })],
    ["with a wrong signature", withHeaders({ [SIGNATURE]: "AAAA" })],
    ["with two signatures", withHeaders({ [SIGNATURE]: `${RIGHT.headers[SIGNATURE]},AAAA` })],
    ["with another timestamp", withHeaders({ [TIME]: new Date(NOW + 1000).toISOString() })],
    ["with a timestamp of another kind", withHeaders({ [TIME]: String(NOW) })],
    ["with a timestamp that is none", withHeaders({ [TIME]: "2026-13-45T99:00:00Z" })],
    ["with another body", { ...RIGHT, rawBody: Buffer.from(`${BODY} `) }],
    ["with a byte that is no text in its body", { ...RIGHT, rawBody: Buffer.from([0xff]) }],
    ["that is too old", { ...RIGHT, now: NOW + 5 * MINUTE + 1 }],
    ["that comes from the future", { ...RIGHT, now: NOW - 5 * MINUTE - 1 }],
  ])("%s", (_, request) => {
    expect(zendesk.authenticate(request, SECRETS)).toBeUndefined();
  });

  it("when there is no secret at all", () => {
    expect(zendesk.authenticate(RIGHT, [])).toBeUndefined();
  });
});

/** Makes an event as in https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
function eventOf(type: string): unknown {
  return {
    account_id: 22129848,
    detail: {
      actor_id: "8447388090494",
      assignee_id: "8447388090494",
      brand_id: "8447346621310",
      created_at: "2025-01-08T10:12:07Z",
      custom_status: "8447320465790",
      description: "Project: shop\nFrom addresses: news@oxfordstones.example",
      external_id: null,
      form_id: "8646151517822",
      group_id: "8447320466430",
      id: "5158",
      is_public: true,
      organization_id: "8447346622462",
      priority: "LOW",
      requester_id: "8447388090494",
      status: "OPEN",
      subject: "cc test",
      submitter_id: "8447388090494",
      tags: ["test"],
      type: "TASK",
      updated_at: "2025-01-08T10:12:07Z",
      via: { channel: "web_service" },
    },
    event: {},
    id: "cbe4028c-7239-495d-b020-f22348516046",
    subject: "zen:ticket:5158",
    time: "2025-01-08T10:12:07.672717030Z",
    type,
    zendesk_event_version: "2022-11-06",
  };
}

describe("a payload", () => {
  it("of a trigger is read where the documentation proposes, with its requester", () => {
    const example: unknown = JSON.parse(readFileSync("docs/examples/zendesk.json", "utf8"));
    expect(zendesk.read(example, USUAL_READING)).toMatchObject({
      type: "onboarding.requested",
      ticket: "35436",
      data: { requester: "dns@oxfordstones.example", replyAddress: "office@oxfordstones.example" },
      isVouched: true,
    });
  });

  it("of an event names the ticket and its text, and no requester", () => {
    expect(zendesk.read(eventOf("zen:event-type:ticket.created"), USUAL_READING)).toEqual({
      type: "onboarding.requested",
      ticket: "5158",
      data: { ticket: "5158", project: "shop", fromAddresses: ["news@oxfordstones.example"] },
      isVouched: false,
    });
  });

  it("of an event that is not handled is ignored", () => {
    expect(zendesk.read(eventOf("zen:event-type:ticket.status_changed"), USUAL_READING)).toEqual({
      type: "ignored",
    });
  });

  it.each([null, [], 7, "x", {}, { ticket: {} }, { ticket: { id: "../users/1" } }, { ticket: { id: {} } }])(
    "that names no ticket is no message: %j",
    (payload) => {
      expect(zendesk.read(payload, USUAL_READING)).toMatchObject({ faults: [{ field: "ticket" }] });
    },
  );
});
