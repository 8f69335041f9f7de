import type { Onboarding } from "#core/onboarding/onboarding";
import { setupToken } from "#platform/setup-link/setup-token";

/** Makes set-up links, signed with the current key. */
export function setupUrls(
  publicUrl: string,
  readKeys: () => Promise<string[]>,
): (onboarding: Onboarding) => Promise<string> {
  return async (onboarding) => {
    const [key] = await readKeys();
    if (key === undefined) throw new Error("There is no key to sign set-up links with");
    return `${publicUrl}/setup/${setupToken(onboarding, key)}`;
  };
}
