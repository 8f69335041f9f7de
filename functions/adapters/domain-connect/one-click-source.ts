import { TEMPLATE_APIS } from "#core/publication/known-providers";
import type { Service } from "#core/publication/service";
import type { GuardOptions } from "./guarded-get.ts";
import { templateAt } from "./provider-directory.ts";

/** Reads the external conditions for one-click publication; `undefined` without Domain Connect. */
export function oneClickSource(
  service: Service | undefined,
  { readPublicKey, ...guard }: GuardOptions & { readPublicKey(): Promise<string> },
) {
  if (service === undefined) return undefined;
  const { providerId } = service;
  return {
    providerId,
    readPublicKey,
    /** Asks all known DNS providers in parallel whether they have the template. */
    askProviders: () =>
      Promise.all(
        TEMPLATE_APIS.map(async ({ provider, urlAPI }) => ({
          provider,
          isKnown: await templateAt(urlAPI, { ...guard, providerId }),
        })),
      ),
  };
}
