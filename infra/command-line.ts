import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { explainConnectionError } from "./ops/connection-error.ts";

const { text } = textsIn("en");

/** The exit code of a usage error: EX_USAGE of sysexits.h. */
const USAGE_ERROR = 64;

/**
 * An error in the command line, or in a file that it names. The message has one line, or one for each error
 * in a file.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command: its name in messages, its usage, and its exit code after a failure. */
export interface CommandLine {
  readonly name: string;
  readonly usage: string;
  readonly failure: number;
}

/** Runs a command as the program of this process. `--help` prints the usage. */
export async function runCommand(line: CommandLine, command: () => Promise<number>): Promise<void> {
  if (asksForHelp(process.argv.slice(2))) {
    console.log(text("operators.commands.usage", { usage: line.usage }));
    return;
  }
  process.exitCode = await exitCodeOf(line, command);
}

/**
 * Runs a command. A usage error prints one line and returns 64; any other error prints one line and returns
 * `failure`.
 */
export async function exitCodeOf(line: CommandLine, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    return report(line, explainForm(explainMissingFile(explainConnectionError(error))));
  }
}

/** True if the arguments request help instead of an action. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

function report({ name, usage, failure }: CommandLine, error: unknown): number {
  const isUsage = error instanceof UsageError || isParseError(error);
  const message = error instanceof Error ? error.message : String(error);
  const [line, ...faults] = message.split("\n");
  console.error(
    isUsage ? `${name}: ${line} (${text("operators.commands.usage", { usage })})` : `${name}: ${line}`,
  );
  // Only a UsageError may have several lines, one for each error.
  if (error instanceof UsageError) for (const fault of faults) console.error(fault);
  return isUsage ? USAGE_ERROR : failure;
}

function explainMissingFile(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT" && "path" in error))
    return error;
  return new Error(text("operators.commands.error.no-file", { file: String(error.path) }), { cause: error });
}

/** Explains an answer that no schema accepts: zod's own message has a line for each bracket. */
function explainForm(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error;
  const fields = [...new Set(error.issues.map(({ path }) => path.join(".") || "."))].join(", ");
  return new Error(text("operators.commands.error.answer-form", { fields }), { cause: error });
}

/** True for an error of `parseArgs`, which has a code: https://nodejs.org/api/util.html#utilparseargsconfig */
function isParseError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
