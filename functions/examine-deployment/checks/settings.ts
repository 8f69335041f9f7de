import { z } from "zod";
import type { Configuration } from "#core/deployment-settings";
import { faultsOf } from "#core/tickets/fault";
import type { HelpDeskCredentials } from "#core/tickets/help-desks/help-desk-credentials";
import { broken, type Check, ok } from "../check.ts";

/** As the configuration and the secret name them. */
const DESKS = ["zendesk", "freshdesk", "jira"] as const;

/** Whether a secret can be read and is long enough; what it is never leaves. */
export async function checkSecret(name: string, read: () => Promise<readonly string[]>): Promise<Check> {
  try {
    const { length } = await read();
    return ok(name, length > 1 ? "there, being rotated" : "there");
  } catch (error) {
    const todo = 'Put {"current": "…"} there, of at least 32 characters; it is read within five minutes.';
    return broken(name, `it can't be used: ${faultOf(error)}`, todo);
  }
}

/** Whether the configuration document is one that functions can read. */
export async function checkConfiguration(read: () => Promise<unknown>): Promise<Check> {
  try {
    await read();
    return ok("Configuration", "it is as it must be");
  } catch (error) {
    const todo = "Mend configuration.json and deploy again.";
    return broken("Configuration", `it can't be used: ${faultOf(error)}`, todo);
  }
}

/** Whether each help desk that is connected can be answered; no check where none is. */
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
    const known = await read();
    const missing = desks.filter((desk) => known[desk] === undefined);
    if (missing.length === 0) return [ok(name, `there, for ${desks.join(", ")}`)];
    return [broken(name, `none for ${missing.join(", ")}: tickets there get no answer`, todo)];
  } catch (error) {
    return [broken(name, `it can't be used: ${faultOf(error)}`, todo)];
  }
}

/** Never a value: it may be a secret. */
function faultOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return faultsOf(error, {})
      .map(({ field, expected }) => `${field}: ${expected}`)
      .join("; ");
  if (error instanceof SyntaxError) return "it is no JSON";
  return error instanceof Error ? error.name : "unknown";
}
