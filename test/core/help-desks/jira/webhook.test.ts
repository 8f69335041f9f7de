import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RETRIES_MS } from "#core/help-desks/jira/signature";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import { deskRequest, SECRETS, sourceOf } from "../../../receive-ticket/fixture.ts";
import { BEGUN_AT as NOW } from "../../../support/onboarding-fixture.ts";

const jira = sourceOf("jira");

const MINUTE = 60_000;
const EXAMPLE = JSON.parse(readFileSync("docs/examples/jira.json", "utf8"));

const sentAt = (timestamp: unknown): string => JSON.stringify({ ...EXAMPLE, timestamp });
const RIGHT = deskRequest("jira", sentAt(NOW));

function withSignature(signature: string | undefined): HttpRequest {
  return { ...RIGHT, headers: { "x-hub-signature": signature } };
}

describe("a delivery is authentic", () => {
  it("by the published example of the scheme", () => {
    // The example of
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
    const secret = "It's a Secret to Everybody";
    expect(deskRequest("jira", "Hello, World!", NOW, secret).headers).toEqual({
      "x-hub-signature": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    });
    const request = deskRequest("jira", sentAt(NOW), NOW, secret);
    expect(jira.authenticate(request, [secret])).toBeDefined();
  });

  it("when its time is written as a text", () => {
    expect(jira.authenticate(deskRequest("jira", sentAt(String(NOW))), SECRETS)).toBeDefined();
  });

  it("by either secret while one is rotated", () => {
    expect(jira.authenticate(RIGHT, SECRETS.toReversed())).toBeDefined();
    expect(jira.authenticate(RIGHT, SECRETS.slice(1))).toBeUndefined();
  });

  it.each([-RETRIES_MS, 0, 5 * MINUTE])("when its body is of %i ms from now", (away) => {
    expect(jira.authenticate(deskRequest("jira", sentAt(NOW + away)), SECRETS)).toBeDefined();
  });

  it("and the same one when it is tried again", () => {
    const again = { ...RIGHT, now: NOW + 15 * MINUTE };
    expect(jira.authenticate(again, SECRETS)).toBe(jira.authenticate(RIGHT, SECRETS));
  });
});

describe("a delivery is refused", () => {
  const signature = RIGHT.headers["x-hub-signature"] ?? "";

  it.each<[string, HttpRequest]>([
    ["without a signature", withSignature(undefined)],
    ["with an empty signature", withSignature("")],
    ["with a signature of another method", withSignature(signature.replace("sha256", "sha1"))],
    ["with a signature without its method", withSignature(signature.replace("sha256=", ""))],
    ["with a signature cut off", withSignature(signature.slice(0, -1))],
    ["with more than a signature", withSignature(`${signature}0`)],
    ["with a wrong signature", withSignature(`sha256=${"0".repeat(64)}`)],
    ["with another body", { ...RIGHT, rawBody: Buffer.from(`${sentAt(NOW)} `) }],
    ["that is replayed when nobody tries again any more", { ...RIGHT, now: NOW + RETRIES_MS + 1 }],
    ["without a time", deskRequest("jira", sentAt(undefined))],
    ["with a time that is none", deskRequest("jira", sentAt("2026-11-23T09:00:00Z"))],
    ["with a time that is a list", deskRequest("jira", sentAt([NOW]))],
    ["with an old time that is a text", deskRequest("jira", sentAt(String(NOW - RETRIES_MS - 1)))],
    ["that comes from the future", { ...RIGHT, now: NOW - 5 * MINUTE - 1 }],
  ])("%s", (_, request) => {
    expect(jira.authenticate(request, SECRETS)).toBeUndefined();
  });
});

describe("a payload", () => {
  const read = { ...USUAL_READING, fields: { project: "/issue/fields/customfield_10030" } };

  it("of a webhook is read, options and wiki marks and all", () => {
    expect(jira.read(EXAMPLE, read)).toMatchObject({
      ticket: "SUP-20",
      data: {
        project: "oxfordstones",
        requester: "dns@oxfordstones.example",
        mailFrom: "email.oxfordstones.example",
        timeZone: "Europe/London",
      },
      isVouched: true,
    });
  });

  it("of a corrected issue is read like that of a new one", () => {
    expect(jira.read({ ...EXAMPLE, webhookEvent: "jira:issue_updated" }, read)).toMatchObject({
      type: "onboarding.requested",
    });
  });

  it.each(["comment_created", "worklog_created"])("of %s is ignored", (webhookEvent) => {
    expect(jira.read({ ...EXAMPLE, webhookEvent }, read)).toEqual({ type: "ignored" });
  });

  it("without an address of the reporter, which the desk may hide, has the one of the form, which anybody may type", () => {
    const { reporter: _hidden, ...fields } = EXAMPLE.issue.fields;
    const description = "Requester: somebody@oxfordstones.example";
    const hidden = { ...EXAMPLE, issue: { ...EXAMPLE.issue, fields: { ...fields, description } } };
    expect(jira.read(hidden, read)).toMatchObject({
      data: { requester: "somebody@oxfordstones.example" },
      isVouched: false,
    });
  });
});
