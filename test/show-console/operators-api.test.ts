import { expect, it } from "vitest";
import { operatorsApi } from "../../functions/show-console/operators-api.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

async function invokedWith(request: { routeKey: string; body?: unknown }) {
  const invoked: unknown[][] = [];
  const functions = {
    show: "show",
    operate: "operate",
    invoke: async (...call: unknown[]) => {
      invoked.push(call);
      return { statusCode: 204 };
    },
  };
  const answer = await operatorsApi(functions, "arn:alice", NOW)(request);
  return { answer, invoked };
}

it("reads without a body", async () => {
  const { answer, invoked } = await invokedWith({ routeKey: "GET /attention" });
  expect(answer).toEqual({ status: 204, body: undefined, text: "" });
  expect(invoked).toEqual([["show", expect.not.objectContaining({ body: undefined })]]);
  expect(Object.keys(Object(invoked[0]?.[1]))).not.toContain("body");
});

it("sends a body as JSON, in the name of the operator", async () => {
  const { invoked } = await invokedWith({ routeKey: "POST /report", body: { because: "called" } });
  const requestContext = {
    domainName: "console",
    timeEpoch: NOW,
    authorizer: { iam: { userArn: "arn:alice" } },
  };
  expect(invoked).toEqual([
    ["operate", expect.objectContaining({ body: '{"because":"called"}', requestContext })],
  ]);
});
