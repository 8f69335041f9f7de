import { z } from "zod";
import type { Configuration } from "#core/deployment-settings";
import { faultsOf } from "#core/tickets/fault";
import type { HelpDeskCredentials } from "#core/tickets/help-desks/help-desk-credentials";
import { type Check, ok, problem } from "../check.ts";

/** The names of the help desks in the configuration and in the secret. */
const DESKS = ["zendesk", "freshdesk", "jira"] as const;

/** Checks that a secret can be read and is long enough; its value is never shown. */
export async function checkSecret(name: string, read: () => Promise<readonly string[]>): Promise<Check> {
  try {
    const { length } = await read();
    return ok(name, length > 1 ? "there, being rotated" : "there");
  } catch (error) {
    const todo = 'Put {"current": "…"} there, of at least 32 characters; it is read within five minutes.';
    return problem(name, `it can't be used: ${describeError(error)}`, todo);
  }
}

/** Checks that the functions can read the configuration document. */
export async function checkConfiguration(read: () => Promise<unknown>): Promise<Check> {
  try {
    await read();
    return ok("Configuration", "it is valid");
  } catch (error) {
    const todo = "Correct configuration.json and deploy again.";
    return problem("Configuration", `it can't be used: ${describeError(error)}`, todo);
  }
}

/** Checks that there are credentials for each connected help desk; no check if none is connected. */
export async function checkHelpDeskCredentials(
  readDesks: () => Promise<Pick<Configuration, "helpDesks">>,
  read: () => Promise<HelpDeskCredentials>,
): Promise<Check[]> {
  const name = "HelpDeskCredentials";
  const todo = "Put there what docs/help-desks.md says; it is read within five minutes.";
  const { helpDesks } = await readDesks();
  const desks = DESKS.filter((desk) => helpDesks[desk] !== undefined);
  if (desks.length === 0) return [];
  try {
    const credentials = await read();
    const missing = desks.filter((desk) => credentials[desk] === undefined);
    if (missing.length === 0) return [ok(name, `there, for ${desks.join(", ")}`)];
    return [problem(name, `none for ${missing.join(", ")}: tickets there get no answer`, todo)];
  } catch (error) {
    return [problem(name, `it can't be used: ${describeError(error)}`, todo)];
  }
}

/** Describes an error without any value, since that may be a secret. */
function describeError(error: unknown): string {
  if (error instanceof z.ZodError)
    return faultsOf(error, {})
      .map(({ field, expected }) => `${field}: ${expected}`)
      .join("; ");
  if (error instanceof SyntaxError) return "it is no JSON";
  return error instanceof Error ? error.name : "unknown";
}
