import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseOptions } from "../parse-options.ts";

const { text } = textsIn("en");

/** An option of a command. */
export interface Option {
  readonly type: "string" | "boolean";
  /** True if the option can be repeated. */
  readonly multiple?: true;
  /** The placeholder of its value; absent for a switch. */
  readonly value?: string;
  readonly summary: string;
}

/** The deployment that a command works on. */
export interface Target {
  /** The endpoint of a local cloud, if one is given. */
  readonly awsUrl: string | undefined;
  readonly stack: string;
}

/** The parsed command line of a command. */
export interface CommandInput {
  readonly positionals: readonly string[];
  readonly target: Target;
  /** True if the output is for a program. */
  readonly isJson: boolean;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  isOn(option: string): boolean;
}

/** One command of `npm run ops`. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The arguments after its name, one line for each form. */
  readonly usages: readonly string[];
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Returns the exit code; throws UsageError. */
  run(input: CommandInput): Promise<number>;
}

/** The options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  "aws-url": {
    type: "string",
    value: "URL",
    summary: text("operators.commands.option.aws-url"),
  },
  stack: { type: "string", value: "NAME", summary: text("operators.commands.option.stack") },
  json: { type: "boolean", summary: text("operators.commands.option.json") },
  help: { type: "boolean", summary: text("operators.commands.option.help") },
};

/** Parses a command's arguments; throws UsageError or an error of parseArgs. */
export function readInput(command: Command, args: readonly string[]): CommandInput {
  const described = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  const options = Object.fromEntries(
    described.map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  const { values, positionals } = parseOptions({
    args: args.map((one) => one.toWellFormed()),
    options,
    allowPositionals: true,
  });
  if (positionals.some((one) => one.trim() === ""))
    throw new UsageError(text("operators.commands.error.empty"));
  const texts = (option: string): readonly string[] =>
    [values[option] ?? []].flat().filter((value) => typeof value === "string");
  const [awsUrl] = texts("aws-url");
  if (awsUrl !== undefined && !/^https?:\/\/[^/]/.test(awsUrl))
    throw new UsageError(text("operators.commands.error.no-url", { url: awsUrl }));
  return {
    positionals,
    target: { awsUrl, stack: texts("stack")[0] ?? "sendworthy" },
    isJson: values["json"] === true,
    text: (option) => texts(option)[0],
    texts,
    isOn: (option) => values[option] === true,
  };
}

/** Returns what is wrong with the positional arguments, of which there must be one. */
function nameFault({ positionals }: CommandInput, what: "onboarding" | "project"): string | undefined {
  const [name, ...others] = positionals;
  if (name === undefined) return text("operators.commands.error.name", { what });
  return others.length === 0
    ? undefined
    : text("operators.commands.error.one-name", { what, others: others.join(" ") });
}

/** Returns the only positional argument; throws UsageError with this and all other faults. */
export function onlyName(
  input: CommandInput,
  what: "onboarding" | "project",
  others: readonly string[] = [],
): string {
  const faults = [nameFault(input, what) ?? [], others].flat();
  const [name] = input.positionals;
  if (name === undefined || faults.length > 0) throw new UsageError(faults.join("; "));
  return name;
}

/** Throws UsageError if there are positional arguments. */
export function noNames({ positionals }: CommandInput): void {
  if (positionals.length > 0)
    throw new UsageError(text("operators.commands.error.argument", { arguments: positionals.join(" ") }));
}
