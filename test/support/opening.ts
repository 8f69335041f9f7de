import type { Partitions } from "#core/table";

/** What operators need to open the onboardings of tickets that waited. */
export function opening(partitions: Partitions) {
  return { partitions, region: "eu-west-1", newId: () => `onb_${"9".repeat(26)}` };
}
