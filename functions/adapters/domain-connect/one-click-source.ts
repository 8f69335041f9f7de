import { TEMPLATE_APIS } from "#core/publication/known-providers";
import type { Service } from "#core/publication/service";
import type { GuardOptions } from "./guarded-get.ts";
import { templateAt } from "./provider-directory.ts";

/** Reads what one click depends on outside of the stack; `undefined` without Domain Connect. */
export function oneClickSource(
  service: Service | undefined,
  { readPublicKey, ...guard }: GuardOptions & { readPublicKey(): Promise<string> },
) {
  if (service === undefined) return undefined;
  const { providerId } = service;
  return {
    providerId,
    readPublicKey,
    /** Asks the known DNS providers, all at once, whether they have the template. */
    askProviders: () =>
      Promise.all(
        TEMPLATE_APIS.map(async ({ provider, urlAPI }) => ({
          provider,
          isKnown: await templateAt(urlAPI, { ...guard, providerId }),
        })),
      ),
  };
}
