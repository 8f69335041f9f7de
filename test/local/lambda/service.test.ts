import { expect, it } from "vitest";
import type { AwsRequest } from "../../../infra/local/aws/service.ts";
import { AwsError } from "../../../infra/local/aws/service.ts";
import type { Lambda } from "../../../infra/local/lambda/lambda.ts";
import { createLambdaService } from "../../../infra/local/lambda/service.ts";
import type { LambdaFunction } from "../../../infra/local/template/functions.ts";

const accepted: unknown[] = [];
const definition: LambdaFunction = {
  logicalId: "F",
  folder: "f",
  name: "f",
  arn: "arn:aws:lambda:eu-west-1:000000000000:function:f",
  timeoutSeconds: 3,
  memoryMegabytes: 128,
  environment: {},
  retries: 2,
  mostAgeMs: 21_600_000,
};
const lambda: Lambda = {
  find(name) {
    if (name !== "f" && name !== definition.arn) {
      throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, 404);
    }
    return definition;
  },
  async invoke(_, payload) {
    if (payload !== null && typeof payload === "object" && "fail" in payload) {
      return { functionError: { errorType: "Error", errorMessage: "no" } };
    }
    return { payload };
  },
  async stop() {},
};
const service = createLambdaService(lambda, {
  accept: (...invocation) => void accepted.push(invocation),
  resume() {},
  stop() {},
});

function request(functionName: string, body: string, type?: string): AwsRequest {
  return {
    method: "POST",
    path: `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`,
    query: new URLSearchParams(),
    headers: type === undefined ? {} : { "x-amz-invocation-type": type },
    body,
  };
}

it("answers with the function's value, for a name or an ARN", async () => {
  expect(service.matches(request("f", ""))).toBe(true);
  expect(await service.handle(request("f", '{"a":1}'))).toMatchObject({ status: 200, body: '{"a":1}' });
  expect(await service.handle(request(definition.arn, ""))).toMatchObject({ body: "{}" });
});

it("marks a function error in its header", async () => {
  expect(await service.handle(request("f", '{"fail":1}'))).toMatchObject({
    status: 200,
    headers: { "x-amz-function-error": "Unhandled" },
    body: '{"errorType":"Error","errorMessage":"no"}',
  });
});

it("accepts an event and tries nothing in a dry run", async () => {
  expect(await service.handle(request("f", '{"a":1}', "Event"))).toMatchObject({ status: 202, body: "" });
  expect(await service.handle(request("f", "{}", "DryRun"))).toMatchObject({ status: 204 });
  expect(accepted).toEqual([["f", { a: 1 }]]);
});

it.each([
  ["an unknown function", "g", "{}", "RequestResponse", "ResourceNotFoundException"],
  ["a body that is not JSON", "f", "{", "RequestResponse", "InvalidRequestContentException"],
  ["an unknown invocation type", "f", "{}", "Later", "InvalidParameterValueException"],
])("refuses %s", async (_, functionName, body, type, code) => {
  await expect(service.handle(request(functionName, body, type))).rejects.toMatchObject({ code });
});
