import { textsIn } from "#core/words/texts";
import { asksForHelp, runCommand, UsageError } from "./command-line.ts";
import { readInput } from "./ops/command.ts";
import { COMMANDS } from "./ops/commands.ts";
import { helpOf, helpOfAll } from "./ops/help.ts";

const { text } = textsIn("en");

/** The exit code of a command that failed. */
const FAILURE = 1;

const USAGE = "npm run ops -- --help";

const HELP: readonly (string | undefined)[] = ["--help", "-h", "help"];

/** Runs one command, or prints a help text. */
async function ops(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (HELP.includes(name)) {
    console.log(helpOfAll(COMMANDS));
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || command === undefined) {
    throw new UsageError(
      text("operators.commands.error.command", { list: Object.keys(COMMANDS).join(", ") }),
    );
  }
  if (asksForHelp(rest)) {
    console.log(helpOf(name, command));
    return 0;
  }
  return command.run(readInput(command, rest));
}

await runCommand({ name: "ops", usage: USAGE, failure: FAILURE, hasOwnHelp: true }, () =>
  ops(process.argv.slice(2)),
);
