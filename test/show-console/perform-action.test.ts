import { expect, it } from "vitest";
import type { ApiRequest } from "../../functions/show-console/operators-api.ts";
import { performAction } from "../../functions/show-console/perform-action.ts";

async function performed(...path: string[]) {
  const asked: ApiRequest[] = [];
  const api = async (request: ApiRequest) => {
    asked.push(request);
    return { status: 200, body: { outcome: "done" }, text: "" };
  };
  const viewer = { name: "alice", role: "operator", csrf: "token" } as const;
  const answer = await performAction(path, new URLSearchParams({ csrf: "token" }), { api, viewer });
  return { answer, asked };
}

it("runs an action of an onboarding", async () => {
  const { answer, asked } = await performed("onboardings", "onb_1", "check");
  expect(asked).toEqual([
    expect.objectContaining({
      routeKey: "POST /onboardings/{onboardingId}/check",
      parameters: { onboardingId: "onb_1" },
    }),
  ]);
  expect(answer).toMatchObject({
    statusCode: 303,
    headers: { location: "/console/onboardings/onb_1?result=done&did=check" },
  });
});

it.each([
  ["no onboarding", ["onboardings", "check"]],
  ["more than one onboarding", ["onboardings", "onb_1", "onb_2", "check"]],
  ["no project", ["projects", "reinstate"]],
  ["neither an onboarding nor a project", ["reports", "one", "check"]],
  ["an unknown action", ["onboardings", "onb_1", "explode"]],
])("does nothing where the path names %s", async (_, path) => {
  expect(await performed(...path)).toEqual({ answer: undefined, asked: [] });
});

it("runs an action of a project, whose name may have several parts", async () => {
  const { asked } = await performed("projects", "team", "shop", "reinstate");
  expect(asked).toEqual([
    expect.objectContaining({
      routeKey: "POST /projects/{project}/reinstate",
      parameters: { project: "team/shop" },
    }),
  ]);
});
