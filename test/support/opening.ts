import type { Partitions } from "#core/table";

/** What operators need to open the onboardings of tickets that waited, and to show a link. */
export function opening(partitions: Partitions) {
  return {
    partitions,
    region: "eu-west-1",
    newId: () => `onb_${"9".repeat(26)}`,
    setupUrl: async () => "https://setup.example/setup/LINK",
  };
}
