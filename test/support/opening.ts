import type { Partitions } from "#core/table";

/** Makes the ports with which operators open onboardings of waiting tickets, and show links. */
export function opening(partitions: Partitions) {
  return {
    partitions,
    region: "eu-west-1",
    newId: () => `onb_${"9".repeat(26)}`,
    setupUrl: async () => "https://setup.example/setup/LINK",
  };
}
