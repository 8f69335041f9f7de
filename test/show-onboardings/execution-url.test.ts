import { expect, it } from "vitest";
import { executionUrl } from "../../functions/show-onboardings/execution-url.ts";

it.each([
  ["aws", "eu-west-1", "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1"],
  ["aws-cn", "cn-north-1", "https://cn-north-1.console.amazonaws.cn/states/home?region=cn-north-1"],
  [
    "aws-us-gov",
    "us-gov-west-1",
    "https://us-gov-west-1.console.amazonaws-us-gov.com/states/home?region=us-gov-west-1",
  ],
])("leads to the execution in the console of %s", (partition, region, page) => {
  const arn = `arn:${partition}:states:${region}:111122223333`;
  expect(executionUrl(`${arn}:stateMachine:sendworthy-onboarding`, "onb_1-2")).toBe(
    `${page}#/v2/executions/details/${arn}:execution:sendworthy-onboarding:onb_1-2`,
  );
});

it("is undefined in a partition whose console is not known", () => {
  expect(executionUrl("arn:aws-iso:states:us-iso-east-1:1:stateMachine:s", "onb_1-1")).toBeUndefined();
});
