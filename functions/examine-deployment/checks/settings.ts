import * as z from "zod";
import type { Configuration } from "#core/deployment-settings";
import { connectorOf, HELP_DESKS } from "#core/help-desks/registry";
import { faultsOf } from "#core/tickets/fault";
import { deskSecret } from "#platform/settings/secrets";
import { type Check, ok, problem } from "../check.ts";

/** Checks that a secret can be read and is long enough; its value is never shown. */
export async function checkSecret(name: string, read: () => Promise<readonly string[]>): Promise<Check> {
  try {
    const { length } = await read();
    return ok(name, length > 1 ? "there, being rotated" : "there");
  } catch (error) {
    const todo =
      'Put {"current": "…"} there, of at least 32 characters, in base64 if it signs webhooks; it is read within five minutes.';
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

/** Reads, for each help desk by its name, what one of their two secrets holds. */
type ReadEntries = () => Promise<Readonly<Record<string, unknown>>>;

/** The help desks of the configuration. */
type ReadDesks = () => Promise<Pick<Configuration, "helpDesks">>;

/** Checks that Sendworthy has a connector for each help desk of the configuration. */
export async function checkHelpDesks(readDesks: ReadDesks): Promise<Check[]> {
  const { helpDesks } = await readDesks();
  const unknown = Object.keys(helpDesks).filter((name) => connectorOf(name) === undefined);
  if (unknown.length === 0) return [];
  const todo = `Correct configuration.json: it can name ${HELP_DESKS.join(", ")}.`;
  return [problem("Help desks", `there is no such help desk: ${unknown.join(", ")}`, todo)];
}

/** Checks that there is a webhook secret for each connected help desk; no check if none is connected. */
export function checkHelpDeskWebhooks(readDesks: ReadDesks, read: ReadEntries): Promise<Check[]> {
  return checkEntries("HelpDeskWebhooks", {
    readDesks,
    read,
    check: (_, entry) => void deskSecret(entry),
    missing: "tickets from there are refused",
    todo: 'Put {"<desk>": {"current": "…"}} there, of at least 32 characters; it is read within five minutes.',
  });
}

/** Checks that there are credentials for each connected help desk; no check if none is connected. */
export function checkHelpDeskCredentials(readDesks: ReadDesks, read: ReadEntries): Promise<Check[]> {
  return checkEntries("HelpDeskCredentials", {
    readDesks,
    read,
    check: (desk, entry) => void connectorOf(desk)?.authorization.parse(entry),
    missing: "tickets there get no answer",
    todo: "Put there what docs/help-desks.md says; it is read within five minutes.",
  });
}

async function checkEntries(
  name: string,
  { readDesks, read, check, missing: effect, todo }: EntryChecks,
): Promise<Check[]> {
  const { helpDesks } = await readDesks();
  const desks = HELP_DESKS.filter((desk) => helpDesks[desk] !== undefined);
  if (desks.length === 0) return [];
  try {
    const entries = await read();
    const missing = desks.filter((desk) => entries[desk] === undefined);
    if (missing.length > 0) return [problem(name, `none for ${missing.join(", ")}: ${effect}`, todo)];
    const faults = desks.flatMap((desk) => faultsIn(desk, () => check(desk, entries[desk])));
    return faults.length === 0
      ? [ok(name, `there, for ${desks.join(", ")}`)]
      : [problem(name, `it can't be used: ${faults.join("; ")}`, todo)];
  } catch (error) {
    return [problem(name, `it can't be used: ${describeError(error)}`, todo)];
  }
}

interface EntryChecks {
  readonly readDesks: ReadDesks;
  readonly read: ReadEntries;
  /** Throws if the entry can't be used. */
  check(desk: string, entry: unknown): void;
  /** The consequence of a missing entry. */
  readonly missing: string;
  readonly todo: string;
}

function faultsIn(desk: string, check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [`${desk}: ${describeError(error)}`];
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
