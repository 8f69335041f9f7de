import type { Redriver, WayOn } from "#core/onboarding/executions";

/**
 * Makes a Step Functions with failed executions that can continue in this way; `isTooLate` applies when they
 * are redriven.
 */
export function fakeRedriver(way: WayOn = { way: "redrive" }, isTooLate = false) {
  const redriven: string[] = [];
  const redriver: Redriver = {
    wayOn: async () => way,
    async redrive(name) {
      redriven.push(name);
      return !isTooLate;
    },
  };
  return { redriver, redriven };
}
