import { describe, expect, it } from "vitest";
import { showConsole } from "../../functions/show-console/show-console.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { consoleWorld } from "./console-world.ts";

/** Requests a page of a console whose API gives one answer; returns the page and the API's calls. */
async function pageFor(page: string, answer: object, query: Record<string, string> = {}) {
  const calls: unknown[] = [];
  const request = operatorsRequest("GET /operators/console/{page+}", { parameters: { page }, query });
  const shown = await showConsole(request, {
    ...{ show: "show", operate: "operate" },
    invoke: async (name, payload) => {
      calls.push([name, JSON.parse(JSON.stringify(payload))]);
      return answer;
    },
  });
  return { ...shown, calls };
}

const EMPTY_LIST = JSON.stringify({ onboardings: [], next: null });

describe("the report as a file", () => {
  it("is the API's CSV of the same period", async () => {
    const query = { from: "2026-11-01", to: "" };
    const { calls, ...file } = await pageFor("report.csv", { statusCode: 200, body: "day\r\n" }, query);
    expect(file).toEqual({
      statusCode: 200,
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="report.csv"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
      body: "day\r\n",
    });
    expect(calls).toMatchObject([
      ["show", { routeKey: "GET /report", queryStringParameters: { from: "2026-11-01", format: "csv" } }],
    ]);
    expect(calls[0]).not.toHaveProperty([1, "queryStringParameters", "to"]);
  });

  it("has the figures of the period that was asked for", async () => {
    const { send } = await consoleWorld();
    const { statusCode, headers, body = "" } = await send("GET", "/report.csv?from=2026-11-01&to=2026-11-30");
    expect([statusCode, headers?.["content-type"]]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(body).not.toContain("<html");
  });

  it("is a page with the reason where the API refuses it", async () => {
    const { send } = await consoleWorld();
    const { statusCode, headers, body } = await send("GET", "/report.csv?from=2026-12-01&to=2026-11-01");
    expect([statusCode, headers?.["content-type"]]).toEqual([422, "text/html; charset=utf-8"]);
    expect(body).toContain("to: ");
  });

  it.each([400, 500])("is a page where the API answers %i", async (statusCode) => {
    const { headers, ...page } = await pageFor("report.csv", { statusCode, body: "no JSON" });
    expect([page.statusCode, headers?.["content-type"]]).toEqual([statusCode, "text/html; charset=utf-8"]);
  });
});

describe("an answer of the API", () => {
  it.each([400, 404, 422, 500])(
    "with status %i is a page with that status and the reason",
    async (statusCode) => {
      const body = JSON.stringify({ title: "The API says no", ...JSON.parse(EMPTY_LIST) });
      const page = await pageFor("onboardings", { statusCode, body });
      expect(page.statusCode).toBe(statusCode);
      expect(page.body).toContain("The API says no");
    },
  );

  it.each([200, 399])("with status %i is shown", async (statusCode) => {
    const page = await pageFor("onboardings", { statusCode, body: EMPTY_LIST });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain("Nothing here.");
  });

  it.each([400, 404])("with status %i is no file", async (statusCode) => {
    const page = await pageFor("onboardings.csv", { statusCode, body: "{}" });
    expect([page.statusCode, page.headers?.["content-type"]]).toEqual([
      statusCode,
      "text/html; charset=utf-8",
    ]);
  });
});

describe("the address of a page", () => {
  it.each([
    ["onboardings/onb_1", "GET /onboardings/{onboardingId}", { onboardingId: "onb_1" }],
    ["//onboardings//onb_1/", "GET /onboardings/{onboardingId}", { onboardingId: "onb_1" }],
    ["onboardings/onb_1/notes", "GET /onboardings/{onboardingId}", { onboardingId: "onb_1" }],
    [
      "onboardings/onb_1/notices/held/1/ops",
      "GET /onboardings/{onboardingId}/notices/{notice+}",
      { onboardingId: "onb_1", notice: "held/1/ops" },
    ],
    ["projects/stones/shop", "GET /projects/{project+}", { project: "stones/shop" }],
    ["projects/stones%2Fshop", "GET /projects/{project+}", { project: "stones/shop" }],
    ["projects/100%", "GET /projects/{project+}", { project: "100%" }],
    ["projects/x/notices", "GET /projects/{project+}", { project: "x/notices" }],
    ["projects", "GET /projects", {}],
    ["report", "GET /report", {}],
    ["", "GET /attention", {}],
  ])("%j asks the API for %s", async (page, routeKey, pathParameters) => {
    const { calls, statusCode } = await pageFor(page, { statusCode: 404, body: "" });
    expect(calls).toMatchObject([["show", { routeKey, pathParameters }]]);
    expect(statusCode).toBe(404);
  });
});
