import type { Redriver, WayOn } from "#core/onboarding/executions";

/** Step Functions with dead executions that can go on in this way; `isTooLate` by the time of the redrive. */
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
