import { request } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AwsError } from "../../../infra/local/aws/service.ts";
import { startClock } from "../../../infra/local/clock.ts";
import { type HttpApi, startHttpApi } from "../../../infra/local/http/http-api.ts";
import type { InvokeOutcome } from "../../../infra/local/lambda/messages.ts";

const clock = startClock({ startMs: Date.UTC(2026, 10, 23, 8, 18, 44) });
let api: HttpApi;
let outcome: InvokeOutcome | Error = { payload: null };
let invoked: { functionName: string; event: Record<string, unknown> } | undefined;

beforeAll(async () => {
  api = await startHttpApi(0);
  const route = (method: string, path: string, functionName: string) => ({
    method,
    path,
    functionName,
    isSigned: path.startsWith("/onboardings"),
  });
  api.serve({
    routes: [
      route("GET", "/setup/{token}", "parametrised"),
      route("GET", "/setup/help", "static"),
      route("GET", "/setup/{token}/records.zone", "zone"),
      route("POST", "/tickets/generic", "tickets"),
      route("GET", "/files/{path+}", "greedy"),
      route("GET", "/onboardings/{onboardingId}", "operators"),
      route("POST", "/onboardings/{onboardingId}/amend", "operators"),
    ],
    lambda: {
      find: () => {
        throw new Error("not asked");
      },
      async invoke(functionName, payload) {
        invoked = { functionName, event: payload as Record<string, unknown> };
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      async stop() {},
    },
    clock,
    region: "eu-west-1",
    accountId: "000000000000",
    localForm: (path, form) => (path === "/desk" ? Promise.resolve(`/desk/${form.get("desk")}`) : undefined),
    localPage: (path) =>
      path === "/mail" ? { status: 200, contentType: "text/html", body: "<p>mail" } : undefined,
  });
});

afterAll(async () => {
  await api.stop();
  clock.stop();
});

async function get(path: string, init?: RequestInit) {
  const response = await fetch(`${api.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it("takes a form of its own pages, and leads on to where they say", async () => {
  invoked = undefined;
  const body = new URLSearchParams({ desk: "jira" });
  const answer = await get("/desk", { method: "POST", body, redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/desk/jira"]);
  expect(invoked).toBeUndefined();
});

it("builds the event of payload format 2.0", async () => {
  outcome = { payload: { ok: true } };
  await new Promise<void>((resolve) => {
    request(
      `${api.url}/setup/a%20b?x=1&y=2&x=3`,
      { headers: { Cookie: "a=1; b=2", "X-Twice": ["one", "two"], "User-Agent": "test/1" } },
      (response) => response.resume().on("end", resolve),
    ).end();
  });
  expect(invoked?.event).toEqual({
    version: "2.0",
    routeKey: "GET /setup/{token}",
    rawPath: "/setup/a%20b",
    rawQueryString: "x=1&y=2&x=3",
    cookies: ["a=1", "b=2"],
    headers: {
      host: `127.0.0.1:${api.port}`,
      connection: "keep-alive",
      "user-agent": "test/1",
      "x-twice": "one,two",
    },
    queryStringParameters: { x: "1,3", y: "2" },
    pathParameters: { token: "a b" },
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: "127.0.0.1",
      domainPrefix: "local",
      http: {
        method: "GET",
        path: "/setup/a%20b",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "test/1",
      },
      requestId: expect.any(String),
      routeKey: "GET /setup/{token}",
      stage: "$default",
      time: expect.stringMatching(/^23\/Nov\/2026:08:18:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    isBase64Encoded: false,
  });
});

it.each([
  ["/setup/help", "static"],
  ["/setup/abc", "parametrised"],
  ["/setup/abc/records.zone", "zone"],
  ["/files/a/b/c", "greedy"],
])("routes %s to the most specific route", async (path, functionName) => {
  await get(path);
  expect(invoked?.functionName).toBe(functionName);
});

it("passes text as text and anything else as base64", async () => {
  const send = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    get("/tickets/generic", { method: "POST", body, headers: { "content-type": type } });
  await send('{"a":"ü"}', "application/json; charset=utf-8");
  expect(invoked?.event).toMatchObject({ body: '{"a":"ü"}', isBase64Encoded: false });
  await send("a=1", "application/x-www-form-urlencoded");
  expect(invoked?.event).toMatchObject({ body: "YT0x", isBase64Encoded: true });
  await send(new Uint8Array([0x22, 0xed, 0xa0, 0xbd, 0x22]), "application/json");
  expect(invoked?.event).toMatchObject({ body: "Iu2gvSI=", isBase64Encoded: true });
});

it("sends what the function says: status, headers, cookies, base64", async () => {
  outcome = {
    payload: {
      statusCode: 201,
      headers: { "Content-Type": "application/json", "X-Number": 1 },
      cookies: ["a=1; Secure", "b=2"],
      body: Buffer.from("bytes").toString("base64"),
      isBase64Encoded: true,
    },
  };
  const { status, headers, text } = await get("/setup/x");
  expect([status, headers.get("content-type"), headers.get("x-number"), text]).toEqual([
    201,
    "application/json",
    "1",
    "bytes",
  ]);
  expect(headers.getSetCookie()).toEqual(["a=1; Secure", "b=2"]);
});

it("makes a bare value the body of a 200", async () => {
  outcome = { payload: { state: "waiting" } };
  expect(await get("/setup/x")).toMatchObject({ status: 200, text: '{"state":"waiting"}' });
});

it.each([
  [
    "a function error",
    { functionError: { errorType: "Error", errorMessage: "secret" } },
    500,
    "Internal Server Error",
  ],
  ["a value that is no response", { payload: { statusCode: "often" } }, 500, "Internal Server Error"],
  [
    "a throttled function",
    new AwsError("TooManyRequestsException", "slow down", 429),
    503,
    "Service Unavailable",
  ],
])("hides %s behind a status", async (_, given, status, message) => {
  outcome = given;
  expect(await get("/setup/x")).toMatchObject({ status, text: JSON.stringify({ message }) });
});

it("answers 404 where there is no route, and 413 to more than 10 MB", async () => {
  expect(await get("/nowhere")).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
  expect(await get("/setup/x", { method: "DELETE" })).toMatchObject({ status: 404 });
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect(await get("/tickets/generic", { method: "POST", body })).toMatchObject({ status: 413 });
});

it("refuses an unsigned request where an IAM principal is required", async () => {
  invoked = undefined;
  const refused = { status: 403, text: '{"message":"Forbidden"}' };
  expect(await get("/onboardings/onb_1")).toMatchObject(refused);
  expect(await get("/onboardings/onb_1/amend", { method: "POST", body: "{}" })).toMatchObject(refused);
  expect(invoked).toBeUndefined();
});

it("serves the pages of the local cloud itself", async () => {
  expect(await get("/mail")).toMatchObject({ status: 200, text: "<p>mail" });
});

it("names the port that is in use", async () => {
  await expect(startHttpApi(api.port)).rejects.toThrow(`port ${api.port} for the HTTP API is taken`);
});
