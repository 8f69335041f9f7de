import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { TransientServiceError } from "#core/errors";
import { type HttpRequest, httpHandler } from "#platform/http/http-handler";
import { problem } from "#platform/http/problem";
import { logger } from "#platform/observability";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { stateInput } from "#platform/triggers/state-input";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";

const context = {
  functionName: "f",
  awsRequestId: "1",
  memoryLimitInMB: "128",
  invokedFunctionArn: "arn",
} as Context;

function httpEvent(said: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return {
    version: "2.0",
    routeKey: "POST /tickets/generic",
    rawPath: "/tickets/generic",
    rawQueryString: "",
    headers: { "webhook-id": "msg_1" },
    requestContext: { timeEpoch: NOW } as APIGatewayProxyEventV2["requestContext"],
    isBase64Encoded: false,
    ...said,
  };
}

describe("an HTTP request", () => {
  const seen: HttpRequest[] = [];
  const handler = httpHandler(async (request) => {
    seen.push(request);
    return { statusCode: 204 };
  });

  beforeEach(() => void seen.splice(0));

  it("carries its body as it was sent, and its own time", async () => {
    const body = Buffer.from('{"é":1}').toString("base64");
    expect(await handler(httpEvent({ body, isBase64Encoded: true }), context)).toEqual({ statusCode: 204 });
    expect(seen[0]).toMatchObject({ body: '{"é":1}', now: NOW, routeKey: "POST /tickets/generic" });
  });

  it("carries each byte of its body, text or not: a signature covers them", async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0xc3, 0x28]);
    await handler(httpEvent({ body: bytes.toString("base64"), isBase64Encoded: true }), context);
    await handler(httpEvent({ body: "é" }), context);
    expect(seen.slice(-2).map(({ rawBody }) => rawBody)).toEqual([bytes, Buffer.from("é")]);
  });

  it("may have no body, no parameters and no query", async () => {
    await handler(httpEvent(), context);
    expect(seen[0]).toMatchObject({ body: "", parameters: {} });
  });
});

describe("an HTTP request that fails", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("is a 500 without internal details, and is logged with its code", async () => {
    const logged = vi.spyOn(logger, "error").mockReturnValue();
    const handler = httpHandler(async () => {
      throw new TransientServiceError("table-name-42 is throttled");
    });
    const answer = await handler(httpEvent({ rawPath: "/setup/secret-token" }), context);
    expect(answer.statusCode).toBe(500);
    expect(answer.headers).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
    });
    expect(answer.body).not.toContain("table-name-42");
    expect(logged.mock.calls[0]?.[1]).toMatchObject({ event: "REQUEST_FAILED" });
    expect(JSON.stringify(logged.mock.calls)).not.toContain("secret-token");
  });
});

it("gives the events of the machine to the logic, parsed, and lets its errors out by their names", async () => {
  const handler = eventHandler(stateInput, async ({ now }) => {
    if (now !== NOW) throw new TransientServiceError("x");
    return { now };
  });
  const event = { onboardingId: "onb_1", attempt: 1, now: "2026-11-23T09:00:00Z", more: "ignored" };
  expect(await handler(event, context)).toEqual({ now: NOW });
  await expect(handler({ ...event, now: "2026-11-23T09:00:00.001Z" }, context)).rejects.toMatchObject({
    name: "TransientServiceError",
  });
  await expect(handler({ ...event, attempt: "1" }, context)).rejects.toMatchObject({ name: "ZodError" });
});

it("reads the time of a schedule's event", () => {
  expect(scheduledEvent.parse({ time: "2026-11-23T09:00:00Z", source: "aws.events" })).toEqual({ time: NOW });
});

it("makes problem details of RFC 9457, with every fault", () => {
  const faults = [{ field: "a", sent: null, expected: "b" }];
  const { statusCode, headers, body } = problem({ status: 422, title: "No", faults });
  expect([statusCode, headers?.["content-type"]]).toEqual([422, "application/problem+json"]);
  expect(JSON.parse(String(body))).toEqual({ type: "about:blank", status: 422, title: "No", faults });
});

describe("the environment", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("is read by its schema, and every fault is named at once", () => {
    const schema = z.object({ ONE: z.string(), TWO: z.coerce.number() });
    expect(() => readEnvironment(schema)).toThrow(/ONE: .*; TWO: /);
    vi.stubEnv("ONE", "1");
    vi.stubEnv("TWO", "2");
    expect(readEnvironment(schema)).toEqual({ ONE: "1", TWO: 2 });
  });
});
