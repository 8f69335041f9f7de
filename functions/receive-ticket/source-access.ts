import type { Configuration } from "#core/deployment-settings";
import type { Source } from "#core/onboarding/ticket-source";
import { USUAL_READING } from "#core/tickets/help-desks/help-desk-settings";
import type { IntakeDeps } from "./intake.ts";

/** Reads what lets a source in: a help desk needs a secret and settings, else it is switched off. */
export function accessReader(
  secretIds: Readonly<Record<Source, string>>,
  readSecret: (secretId: string) => Promise<string[]>,
  readConfiguration: () => Promise<Configuration>,
): IntakeDeps["readAccess"] {
  return async (source) => {
    const secretId = secretIds[source];
    if (secretId === "") return undefined;
    const settings = source === "generic" ? USUAL_READING : (await readConfiguration()).helpDesks[source];
    return settings && { secrets: await readSecret(secretId), settings };
  };
}
