import { expect, it } from "vitest";
import { signingZoneOf } from "#core/records/signing-zone";
import { startSesWorld } from "../../support/ses-world.ts";

const path = "/v2/email/identities";

it.each([
  ["malformed JSON", "POST", path, "{", 400, "SerializationException"],
  ["a list for a name", "POST", path, '{"EmailIdentity": []}', 400, "SerializationException"],
  [
    "tags that are no list",
    "POST",
    path,
    '{"EmailIdentity":"a.example","Tags":1}',
    400,
    "SerializationException",
  ],
  ["a name left out", "POST", path, "{}", 400, "BadRequestException"],
  ["an operation that is not simulated", "GET", "/v2/email/templates", "", 404, "UnknownOperationException"],
])("answers %s in the REST-JSON form of an error", async (_case, method, route, body, status, code) => {
  const { ses } = await startSesWorld({});
  const answer = await ses.service.handle({
    method,
    path: route,
    query: new URLSearchParams(),
    headers: {},
    body,
  });
  expect(answer).toMatchObject({ status, headers: { "x-amzn-errortype": code } });
  expect(JSON.parse(answer.body)).toEqual({ message: expect.any(String) });
});

it("reads a percent-encoded name from the path", async () => {
  const { ses } = await startSesWorld({}, { verifiedSenders: ["Ops@mail.example"] });
  const answer = await ses.service.handle({
    method: "GET",
    path: `${path}/ops%40mail.example`,
    query: new URLSearchParams(),
    headers: {},
    body: "",
  });
  expect(JSON.parse(answer.body)).toMatchObject({
    VerificationStatus: "SUCCESS",
    VerifiedForSendingStatus: true,
  });
});

it("answers only paths of the v2 API", async () => {
  const { ses } = await startSesWorld({});
  const request = { method: "GET", query: new URLSearchParams(), headers: {}, body: "" };
  expect(ses.service.matches({ ...request, path })).toBe(true);
  expect(ses.service.matches({ ...request, path: "/" })).toBe(false);
});

it("publishes keys in the zone of the Region", async () => {
  expect(signingZoneOf("eu-west-1")).toBe("dkim.amazonses.com");
  expect(signingZoneOf("eu-south-1")).toBe("dkim.eu-south-1.amazonses.com");
  const world = await startSesWorld({ "oxfordstones.example": "" }, { region: "eu-south-1" });
  world.files.append("oxfordstones.example", await world.createDomain("oxfordstones.example"));
  await world.minutes(2);
  expect(await world.statuses("oxfordstones.example")).toBe("SUCCESS SUCCESS");
});
