import { expect, it } from "vitest";
import { replyAddress, threadOf } from "../../functions/deliver-notices/threading.ts";
import { deliveryWorld } from "./delivery-world.ts";

it("puts all mails of an onboarding into one thread, and leads replies to its ticket", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  const { onboardingId } = world.onboarding;
  expect(world.mails.map(({ thread, replyTo }) => [thread, replyTo])).toEqual([
    [`<${onboardingId}@platform.example>`, `help+${onboardingId}@support.example`],
    [`<${onboardingId}@platform.example>`, undefined],
  ]);
});

it("leaves the tag out where it would make the address too long", () => {
  const long = `${"h".repeat(40)}@support.example`;
  expect(replyAddress(long, `onb_${"0".repeat(26)}`)).toBe(long);
});

it("takes the sender's domain alone", () => {
  expect(threadOf("onb_1", "a@b@c.example")).toBe("<onb_1@c.example>");
});
