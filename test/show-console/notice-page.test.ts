import { beforeAll, expect, it } from "vitest";
import { consoleWorld } from "./console-world.ts";
import { NOTICE_PAGE } from "./monday.ts";

let world: Awaited<ReturnType<typeof consoleWorld>>;

beforeAll(async () => {
  world = await consoleWorld();
});

it("shows a notice as it was sent, line by line", async () => {
  const { body } = await world.send("GET", NOTICE_PAGE);
  expect(body).toContain("<h1>DNS records</h1>");
  expect(body).toContain("Sent to customer");
  expect(body).toMatch(/class="words">Dear customer,\n\nyou said: &lt;\/script&gt;/);
});

it("has no page of a notice whose words are not kept", async () => {
  const { statusCode, body } = await world.send("GET", NOTICE_PAGE.replace("customer", "ops"));
  expect(statusCode).toBe(404);
  expect(body).toContain("What this notice said is not kept");
});
