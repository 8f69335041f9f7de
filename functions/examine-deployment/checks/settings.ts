import * as z from "zod";
import type { Configuration } from "#core/deployment-settings";
import { connectorOf, HELP_DESKS } from "#core/help-desks/registry";
import { faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { deskSecret } from "#platform/settings/secrets";
import { type Check, ok, problem } from "../check.ts";

const ENGLISH = textsIn("en");
const { text } = ENGLISH;

/** Checks that a secret can be read and is long enough; its value is never shown. */
export async function checkSecret(name: string, read: () => Promise<readonly string[]>): Promise<Check> {
  try {
    const { length } = await read();
    return ok(name, text(length > 1 ? "operators.doctor.secret.rotating" : "operators.doctor.secret.there"));
  } catch (error) {
    const todo = text("operators.doctor.secret.todo", { example: '{"current": "…"}' });
    return problem(name, unusable(describeError(error)), todo);
  }
}

/** Checks that the functions can read the configuration document. */
export async function checkConfiguration(read: () => Promise<unknown>): Promise<Check> {
  try {
    await read();
    return ok("Configuration", text("operators.doctor.configuration.valid"));
  } catch (error) {
    const todo = text("operators.doctor.configuration.todo");
    return problem("Configuration", unusable(describeError(error)), todo);
  }
}

/** Reads the entries of one of the help desks' two secrets, by help desk. */
type ReadEntries = () => Promise<Readonly<Record<string, unknown>>>;

/** Reads the help desks of the configuration. */
type ReadDesks = () => Promise<Pick<Configuration, "helpDesks">>;

/** Checks that Sendworthy has a connector for each help desk of the configuration. */
export async function checkHelpDesks(readDesks: ReadDesks): Promise<Check[]> {
  const { helpDesks } = await readDesks();
  const unknown = Object.keys(helpDesks).filter((name) => connectorOf(name) === undefined);
  if (unknown.length === 0) return [];
  const todo = text("operators.doctor.help-desks.todo", { desks: HELP_DESKS });
  return [problem("Help desks", text("operators.doctor.help-desks.unknown", { desks: unknown }), todo)];
}

/** Checks that there is a webhook secret for each connected help desk; no check if none is connected. */
export function checkHelpDeskWebhooks(readDesks: ReadDesks, read: ReadEntries): Promise<Check[]> {
  return checkEntries("HelpDeskWebhooks", {
    readDesks,
    read,
    check: (_, entry) => void deskSecret(entry),
    kind: "webhooks",
    todo: text("operators.doctor.desk-secret.todo.webhooks", { example: '{"<desk>": {"current": "…"}}' }),
  });
}

/** Checks that there are credentials for each connected help desk; no check if none is connected. */
export function checkHelpDeskCredentials(readDesks: ReadDesks, read: ReadEntries): Promise<Check[]> {
  return checkEntries("HelpDeskCredentials", {
    readDesks,
    read,
    check: (desk, entry) => void connectorOf(desk)?.authorization.parse(entry),
    kind: "credentials",
    todo: text("operators.doctor.desk-secret.todo.credentials"),
  });
}

async function checkEntries(
  name: string,
  { readDesks, read, check, kind, todo }: EntryChecks,
): Promise<Check[]> {
  const { helpDesks } = await readDesks();
  const desks = HELP_DESKS.filter((desk) => helpDesks[desk] !== undefined);
  if (desks.length === 0) return [];
  try {
    const entries = await read();
    const missing = desks.filter((desk) => entries[desk] === undefined);
    if (missing.length > 0)
      return [problem(name, text(`operators.doctor.desk-secret.missing.${kind}`, { desks: missing }), todo)];
    const faults = desks.flatMap((desk) => faultsIn(desk, () => check(desk, entries[desk])));
    return faults.length === 0
      ? [ok(name, text("operators.doctor.desk-secret.there", { desks }))]
      : [problem(name, unusable(faults.join("; ")), todo)];
  } catch (error) {
    return [problem(name, unusable(describeError(error)), todo)];
  }
}

interface EntryChecks {
  readonly readDesks: ReadDesks;
  readonly read: ReadEntries;
  /** Throws if the entry is invalid. */
  check(desk: string, entry: unknown): void;
  /** The purpose of the secret, which determines the effect of a missing entry. */
  readonly kind: "webhooks" | "credentials";
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

function unusable(reason: string): string {
  return text("operators.doctor.secret.unusable", { reason });
}

/** Describes an error without any value, because a value may be secret. */
function describeError(error: unknown): string {
  if (error instanceof z.ZodError)
    return writtenFaults(faultsOf(error, {}), ENGLISH)
      .map(({ field, expected }) => `${field}: ${expected}`)
      .join("; ");
  if (error instanceof SyntaxError) return text("operators.doctor.secret.not-json");
  return error instanceof Error ? error.name : "unknown";
}
