import { expect, it, vi } from "vitest";
import { logger } from "#platform/observability";
import { logAndContinue } from "../../functions/watch-domains/log-and-continue.ts";

it("logs the failure of a part once, and continues without its result", async () => {
  const logged = vi.spyOn(logger, "error").mockReturnValue();
  const error = new Error("SES does not answer");
  expect(await logAndContinue("the tenants", () => Promise.reject(error))).toBeUndefined();
  expect(logged.mock.calls).toEqual([
    ["A part of the watch failed", { event: "WATCH_FAILED", part: "the tenants", error }],
  ]);
  logged.mockRestore();
});

it("returns the result of a part that succeeds, and logs nothing", async () => {
  const logged = vi.spyOn(logger, "error").mockReturnValue();
  expect(await logAndContinue("the tenants", async () => 3)).toBe(3);
  expect(logged.mock.calls).toEqual([]);
  logged.mockRestore();
});
