import type { Onboarding } from "#core/onboarding/onboarding";
import { handOffToken, setupToken } from "./setup-token.ts";

/** Makes the links that open the set-up page. */
interface SetupUrls {
  setupUrl(onboarding: Onboarding): Promise<string>;
  handOffUrl(onboarding: Onboarding, sentAt: number): Promise<string>;
}

/** Makes the builder of set-up links, which are signed with the current key. */
export function setupUrls(publicUrl: string, readKeys: () => Promise<string[]>): SetupUrls {
  const currentKey = async (): Promise<string> => {
    const [key] = await readKeys();
    if (key === undefined) throw new Error("There is no key to sign set-up links with");
    return key;
  };
  return {
    setupUrl: async (onboarding) => `${publicUrl}/setup/${setupToken(onboarding, await currentKey())}`,
    handOffUrl: async (onboarding, sentAt) =>
      `${publicUrl}/setup/${handOffToken(onboarding, sentAt, await currentKey())}`,
  };
}
