import { expect, it, vi } from "vitest";
import { logger, metrics } from "#platform/observability";
import { report, reportBroken } from "../../functions/deliver-notices/report.ts";

const notice = { noticeId: "onb_1/ready/customer", recipient: "customer" } as const;
const sending = vi.spyOn(metrics, "singleMetric");

it("sends no metric of what goes well, which would cost more than the onboarding", () => {
  report({ state: "sent", notice });
  expect(sending).not.toHaveBeenCalled();
});

it("counts what was given up", () => {
  report({ state: "given-up", notice, errorName: "MessageRejected" });
  expect(sending).toHaveBeenCalledOnce();
});

it("logs the key and the error of an event whose delivery could not be recorded", () => {
  const logged = vi.spyOn(logger, "error").mockReturnValue();
  const key = { pk: "onb_1", sk: "event#00000001" };
  const error = new Error("The table does not answer");
  reportBroken(key, error);
  expect(logged.mock.calls).toEqual([
    ["The notices of an event are stuck", { event: "EVENT_STUCK", ...key, error }],
  ]);
});
