import { parseArgs } from "node:util";
import { UsageError } from "../command-line.ts";

/** How the command is used. */
export const USAGE = "usage: npm run ops -- redrive [--yes] [--aws-url URL] [--stack NAME] [--table NAME]";

/** What the command is asked for. */
export interface OpsArguments {
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
    },
  });
  if (positionals.length !== 1 || positionals[0] !== "redrive")
    throw new UsageError("say what to do: redrive");
  const url = values["aws-url"];
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
    throw new UsageError(`--aws-url: "${url}" is no URL`);
  }
  return values;
}
