import { afterEach, beforeEach, expect, it } from "vitest";
import { type Endpoint, type Intercept, startEndpoint } from "../../../infra/local/aws/endpoint.ts";
import { AwsError, type AwsRequest } from "../../../infra/local/aws/service.ts";

let endpoint: Endpoint;
let intercept: Intercept | undefined;
let seen: AwsRequest | undefined;

beforeEach(async () => {
  intercept = undefined;
  endpoint = await startEndpoint({
    port: 0,
    clock: Date,
    intercept: (...request) => intercept?.(...request),
  });
  endpoint.serve({
    matches: ({ path }) => !path.startsWith("/unknown"),
    async handle(request) {
      seen = request;
      if (request.body.includes("fail")) throw new AwsError("SomethingWrong", "It is <wrong>", 409);
      return { status: 201, headers: { "content-type": "text/plain" }, body: "done" };
    },
  });
});

afterEach(() => endpoint.stop());

async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(endpoint.url + path, { method: "POST", ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const json = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-target": "AWSStepFunctions.StartExecution",
};
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

it("gives the service the request as it came and the client what the service said", async () => {
  const answer = await send("/v2/email/identities/a%40b?x=1", {
    method: "PUT",
    headers: { "X-Some": "y" },
    body: "b",
  });
  expect(answer).toMatchObject({ status: 201, text: "done" });
  expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen).toMatchObject({ method: "PUT", path: "/v2/email/identities/a%40b", body: "b" });
  expect(seen?.query.get("x")).toBe("1");
  expect(seen?.headers["x-some"]).toBe("y");
});

it("writes an error the way each protocol demands", async () => {
  expect(await send("/", { headers: json, body: "fail" })).toMatchObject({
    status: 409,
    text: '{"__type":"SomethingWrong","message":"It is <wrong>"}',
  });
  const rest = await send("/v2/email/identities", { body: "fail" });
  expect([rest.headers.get("x-amzn-errortype"), rest.text]).toEqual([
    "SomethingWrong",
    '{"message":"It is <wrong>"}',
  ]);
  expect((await send("/", { headers: form, body: "Action=fail" })).text).toBe(
    "<ErrorResponse><Error><Type>Sender</Type><Code>SomethingWrong</Code><Message>It is &#60;wrong&#62;</Message></Error></ErrorResponse>",
  );
});

it("counts calls by the names of IAM actions", async () => {
  await send("/", { headers: json });
  await send("/", { headers: json });
  await send("/", { headers: { ...json, "x-amz-target": "DynamoDB_20120810.PutItem" } });
  await send("/", { headers: form, body: "Action=Publish&Version=2010-03-31" });
  await send("/v2/email/identities/x.example", { method: "GET" });
  await send("/v2/email/identities/x.example/mail-from", { method: "PUT" });
  await send("/2015-03-31/functions/f/invocations");
  expect(endpoint.calls()).toEqual({
    "dynamodb:PutItem": 1,
    "lambda:InvokeFunction": 1,
    "ses:GetEmailIdentity": 1,
    "ses:PutEmailIdentityMailFromAttributes": 1,
    "sns:Publish": 1,
    "states:StartExecution": 2,
  });
});

it("lets a test answer a call, by its service and operation", async () => {
  intercept = (service, operation) =>
    operation === "StartExecution" ? { status: 500, body: `${service} is down` } : undefined;
  expect(await send("/", { headers: json })).toMatchObject({ status: 500, text: "states is down" });
  expect(await send("/other")).toMatchObject({ status: 201 });
});

it("names an operation that no service answers", async () => {
  expect(await send("/unknown")).toMatchObject({
    status: 404,
    text: '{"message":"No local service answers unknown:POST /unknown"}',
  });
});
