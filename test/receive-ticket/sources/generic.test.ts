import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { HttpRequest } from "#platform/http/http-handler";
import { generic } from "../../../functions/receive-ticket/sources/generic.ts";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { SECRETS, signedRequest, ticketBody } from "../fixture.ts";

const BODY = ticketBody();
const RIGHT = signedRequest(BODY);
const MINUTE = 60_000;

function withHeaders(headers: Record<string, string | undefined>): HttpRequest {
  return { ...RIGHT, headers: { ...RIGHT.headers, ...headers } };
}

describe("a delivery is authentic", () => {
  it("by the signature of the specification's own example", () => {
    const request: HttpRequest = {
      ...RIGHT,
      headers: {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      },
      rawBody: Buffer.from('{"test": 2432232314}'),
      now: 1_614_265_330_000,
    };
    const id = generic.authenticate(request, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
    expect(id).toBe("msg_p5jXN8AQM9LWM0D4loKWxJek");
  });

  it("by a signature over its bytes, also where they are no text", () => {
    const secret = SECRETS[0] ?? "";
    const rawBody = Buffer.from([0x22, 0xed, 0xa0, 0xbd, 0x22]);
    const signed = createHmac("sha256", Buffer.from(secret, "base64"))
      .update(`msg_1.${NOW / 1000}.`)
      .update(rawBody)
      .digest("base64");
    const request = withHeaders({ "webhook-signature": `v1,${signed}` });
    expect(generic.authenticate({ ...request, rawBody }, SECRETS)).toBe("msg_1");
    const lossy = Buffer.from(rawBody.toString("utf8"));
    expect(generic.authenticate({ ...request, rawBody: lossy }, SECRETS)).toBeUndefined();
  });

  it("by either secret while one is rotated", () => {
    for (const secret of SECRETS)
      expect(generic.authenticate(signedRequest(BODY, { secret }), SECRETS)).toBe("msg_1");
    expect(
      generic.authenticate(signedRequest(BODY, { secret: SECRETS[1] ?? "" }), SECRETS.slice(0, 1)),
    ).toBeUndefined();
  });

  it("by one of several signatures in the header, whatever the others are", () => {
    const right = RIGHT.headers["webhook-signature"];
    for (const signature of [`v1,AAAA ${right}`, `${right} v2,xyz`, `v1a,zzz  v1, ${right}`])
      expect(generic.authenticate(withHeaders({ "webhook-signature": signature }), SECRETS)).toBe("msg_1");
  });

  it.each([-5 * MINUTE, 0, 5 * MINUTE])("when it was signed %i ms away from now", (skew) => {
    expect(generic.authenticate(signedRequest(BODY, { at: NOW + skew }), SECRETS)).toBe("msg_1");
  });
});

describe("a delivery is refused", () => {
  it.each<[string, HttpRequest]>([
    ["without an id", withHeaders({ "webhook-id": undefined })],
    ["without a timestamp", withHeaders({ "webhook-timestamp": undefined })],
    ["without a signature", withHeaders({ "webhook-signature": undefined })],
    ["with an empty signature", withHeaders({ "webhook-signature": "" })],
    ["with a wrong signature", withHeaders({ "webhook-signature": "v1,AAAA" })],
    [
      "with another version's signature",
      withHeaders({ "webhook-signature": RIGHT.headers["webhook-signature"]?.replace("v1", "v2") }),
    ],
    ["with another id", withHeaders({ "webhook-id": "msg_2" })],
    ["with an id of many bytes", signedRequest(BODY, { id: "x".repeat(201) })],
    ["with an id that has a line break", withHeaders({ "webhook-id": "msg\n1" })],
    ["with another timestamp", withHeaders({ "webhook-timestamp": String(NOW / 1000 + 1) })],
    ["with a timestamp that is no number", withHeaders({ "webhook-timestamp": "1e9" })],
    ["with a negative timestamp", withHeaders({ "webhook-timestamp": "-5" })],
    ["with another body", { ...RIGHT, rawBody: Buffer.from(`${BODY} `) }],
    ["that is too old", signedRequest(BODY, { at: NOW - 5 * MINUTE - 1000 })],
    ["that comes from the future", signedRequest(BODY, { at: NOW + 5 * MINUTE + 1000 })],
    ["signed by a stranger", signedRequest(BODY, { secret: Buffer.alloc(33, 7).toString("base64") })],
    [
      "behind ten wrong signatures",
      withHeaders({ "webhook-signature": `${"v1,AAAA ".repeat(10)}${RIGHT.headers["webhook-signature"]}` }),
    ],
  ])("%s", (_, request) => {
    expect(generic.authenticate(request, SECRETS)).toBeUndefined();
  });
});
