import { parseArgs } from "node:util";
import { UsageError } from "../command-line.ts";
import type { TestMailRequest } from "./test-mail.ts";

/** How the command is used. */
export const USAGE =
  "usage: npm run ops -- redrive [--yes] | test-mail --project NAME --from ADDRESS --to ADDRESS; with [--aws-url URL] [--stack NAME] [--table NAME]";

const COMMANDS = ["redrive", "test-mail"] as const;

/** What the command is asked for. */
export interface OpsArguments extends TestMailRequest {
  readonly command: (typeof COMMANDS)[number];
  readonly yes: boolean;
  /** A local cloud; without it the SDK finds AWS by its own rules. */
  readonly "aws-url"?: string | undefined;
  readonly stack: string;
  readonly table?: string | undefined;
}

/** Reads the command line; throws UsageError. */
export function readArguments(given: string[]): OpsArguments {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      yes: { type: "boolean", default: false },
      "aws-url": { type: "string" },
      stack: { type: "string", default: "sendworthy" },
      table: { type: "string" },
      project: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
    },
  });
  const command = COMMANDS.find((name) => name === positionals[0]);
  if (positionals.length !== 1 || command === undefined)
    throw new UsageError(`say what to do: ${COMMANDS.join(" or ")}`);
  const url = values["aws-url"];
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
    throw new UsageError(`--aws-url: "${url}" is no URL`);
  }
  return { command, ...values };
}
