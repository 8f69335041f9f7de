import { expect, it, vi } from "vitest";
import { metrics } from "#platform/observability";
import { report } from "../../functions/deliver-notices/report.ts";

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
