import { runCommand, UsageError } from "./command-line.ts";
import { readGiven } from "./ops/command.ts";
import { COMMANDS } from "./ops/commands.ts";
import { helpOf, helpOfAll } from "./ops/help.ts";

/** It could not be done. */
const FAILURE = 1;

const USAGE = "npm run ops -- --help says how it is used";

/** Runs one command, or says how to. */
async function ops(args: readonly string[]): Promise<number> {
  const [name, ...given] = args;
  if (name === "--help") {
    console.log(helpOfAll(COMMANDS));
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || command === undefined) {
    throw new UsageError(`say what to do: ${Object.keys(COMMANDS).join(", ")}`);
  }
  if (!given.includes("--help")) return command.run(readGiven(command, given));
  console.log(helpOf(name, command));
  return 0;
}

await runCommand({ name: "ops", usage: USAGE, failure: FAILURE }, () => ops(process.argv.slice(2)));
