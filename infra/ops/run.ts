import { textsIn } from "#core/words/texts";
import { asksForHelp, exitCodeOf, UsageError } from "../command-line.ts";
import { readInput } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { helpOf, helpOfAll } from "./help.ts";

const { text } = textsIn("en");

const LINE = { name: "ops", usage: "npm run ops -- --help", failure: 1 };

const HELP: readonly (string | undefined)[] = ["--help", "-h", "help"];

/** Runs the command that `args` name, or prints a help text; returns the exit code. */
export function runOps(args: readonly string[]): Promise<number> {
  return exitCodeOf(LINE, () => ops(args));
}

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
