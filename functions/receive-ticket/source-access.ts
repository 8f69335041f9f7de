import * as z from "zod";
import type { Configuration } from "#core/deployment-settings";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import type { SourceAccess } from "./intake.ts";

/** Readers of the sources' secrets and the help desks' settings. */
interface AccessReaders {
  readGenericSecret(): Promise<readonly string[]>;
  readDeskSecret(desk: string): Promise<readonly string[]>;
  readConfiguration(): Promise<Configuration>;
}

/**
 * Makes the function that reads a source's access. A help desk needs settings, and every source needs a
 * usable secret.
 */
export function accessReader(readers: AccessReaders): (source: Source) => Promise<SourceAccess> {
  return async (source) => {
    const isGeneric = source === GENERIC;
    const settings = isGeneric ? USUAL_READING : (await readers.readConfiguration()).helpDesks[source];
    if (settings === undefined) return { kind: "switched-off" };
    try {
      const secrets = await (isGeneric ? readers.readGenericSecret() : readers.readDeskSecret(source));
      return { kind: "open", secrets, settings };
    } catch (error) {
      // Any other error is a temporary failure to read the secret.
      if (error instanceof z.ZodError || error instanceof SyntaxError) return { kind: "secret-unusable" };
      throw error;
    }
  };
}
