import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { HELP_DESKS } from "#core/help-desks/registry";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { type ReadingSettings, USUAL_READING } from "#core/tickets/reading/reading-settings";
import { textsIn } from "#core/words/texts";
import { runCommand, UsageError } from "./command-line.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import { exampleTicket } from "./demo/example-ticket.ts";
import { sendTicket } from "./demo/send-ticket.ts";
import { parseGivenJson } from "./given-json.ts";
import { parseOptions } from "./parse-options.ts";
import { dryRun } from "./ticket/dry-run.ts";
import { findSetupLink } from "./ticket/find-setup-link.ts";

const { text } = textsIn("en");

const SOURCES: readonly string[] = [GENERIC, ...HELP_DESKS];

const USAGE = `npm run ticket -- [--source ${SOURCES.join("|")}] [--file PAYLOAD.json] [--configuration FILE] [--send] [--http-url http://127.0.0.1:3000] [--aws-url http://127.0.0.1:4566]`;

const sourceName = z.enum(SOURCES, text("operators.commands.ticket.source", { sources: SOURCES.join(", ") }));

/** Prints the request that a ticket becomes, or all its errors; `--send` signs it and sends it to the local cloud. */
async function ticket(): Promise<number> {
  const { values } = parseOptions({
    options: {
      source: { type: "string", default: GENERIC },
      file: { type: "string" },
      configuration: { type: "string" },
      send: { type: "boolean", default: false },
      "http-url": { type: "string" },
      "aws-url": { type: "string" },
    },
  });
  demandSend(values);
  const source = sourceName.safeParse(values.source);
  if (!source.success) throw new UsageError(source.error.issues[0]?.message ?? "--source");
  const payload = await readPayload(source.data, values.file);
  const read = dryRun(source.data, payload, await readSettings(source.data, values.configuration));
  console.log(JSON.stringify(read, null, 2));
  if (!values.send) return "faults" in read ? 1 : 0;
  const { "http-url": http = "http://127.0.0.1:3000", "aws-url": aws = "http://127.0.0.1:4566" } = values;
  const urls = { http, aws };
  const answer = await sendTicket(payload, urls, source.data);
  console.log(`${answer.status} ${answer.body}`);
  if (answer.status !== 202) return 1;
  const link = await findSetupLink(answer.body, urls.http);
  console.log(
    link === undefined
      ? `\n${text("operators.commands.ticket.next", { url: urls.http })}`
      : `\n${text("operators.commands.ticket.page", { link })}\n${text("operators.commands.ticket.next-page", { zones: `${urls.http}/zones` })}`,
  );
  return 0;
}

/** Throws UsageError if an address is given to which nothing is sent. */
function demandSend(values: {
  readonly send: boolean;
  readonly "http-url"?: string;
  readonly "aws-url"?: string;
}): void {
  if (values.send) return;
  for (const option of ["http-url", "aws-url"] as const)
    if (values[option] !== undefined)
      throw new UsageError(text("operators.commands.error.needs", { option, needs: "send" }));
}

/** Returns the ticket of `--file`, or the example of the documentation. */
async function readPayload(source: Source, file: string | undefined): Promise<unknown> {
  if (file === undefined && source === GENERIC) return exampleTicket();
  const path = file ?? fileURLToPath(new URL(`../docs/examples/${source}.json`, import.meta.url));
  return parseGivenJson(path, await readFile(path, "utf8"));
}

async function readSettings(source: Source, file: string | undefined): Promise<ReadingSettings> {
  if (file === undefined) return USUAL_READING;
  if (source === GENERIC)
    throw new UsageError(
      text("operators.commands.error.needs", { option: "configuration", needs: "source" }),
    );
  const { configuration } = await readConfigurationFile(file);
  const settings = configuration.helpDesks[source];
  if (settings === undefined)
    throw new UsageError(text("operators.commands.ticket.no-settings", { file, source }));
  return settings;
}

await runCommand({ name: "ticket", usage: USAGE, failure: 1 }, ticket);
