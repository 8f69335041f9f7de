import type { Onboarding } from "./onboarding.ts";

/** What happens to a domain after it was ready. */
export type Trouble = NonNullable<Onboarding["trouble"]>;

/** What is amiss with a domain that is not all right, if anything. */
export function openTrouble({ trouble }: Pick<Onboarding, "trouble">): Trouble | undefined {
  return trouble?.overAt === undefined ? trouble : undefined;
}
