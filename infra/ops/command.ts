import type { Endpoint } from "#adapters/dns/endpoint";
import { endpoint } from "#adapters/dns/environment";
import { identifier } from "#core/names/identifier";
import { printable } from "#core/names/printable";
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
  /** The option without which it is not used. */
  readonly needs?: string;
  /** The options that are never used together with it. */
  readonly excludes?: readonly string[];
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
  /** The options that each subcommand uses, if the first argument has to be a subcommand. */
  readonly subcommands?: Readonly<Record<string, readonly string[]>>;
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

/**
 * Parses a command's arguments; throws UsageError or an error of parseArgs. An option that the command would
 * ignore is an error, because its writer expects an effect.
 */
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
  const faults = faultsIn(command, Object.keys(values), positionals);
  if (faults.length > 0) throw new UsageError(faults.join("; "));
  const texts = (option: string): readonly string[] =>
    [values[option] ?? []].flat().filter((value) => typeof value === "string");
  const [awsUrl] = texts("aws-url");
  if (awsUrl !== undefined && !/^https?:\/\/[^/]/.test(awsUrl))
    throw new UsageError(text("operators.commands.error.no-url", { url: printable(awsUrl) }));
  return {
    positionals,
    target: { awsUrl, stack: texts("stack")[0] ?? "sendworthy" },
    isJson: values["json"] === true,
    text: (option) => texts(option)[0],
    texts,
    isOn: (option) => values[option] === true,
  };
}

/** Returns what is wrong with the subcommand, or with each given option that the command would ignore. */
function faultsIn(
  { options, subcommands }: Command,
  given: readonly string[],
  [subcommand = ""]: readonly string[],
): readonly string[] {
  const own = given.filter((option) => Object.hasOwn(options, option));
  if (subcommands === undefined)
    return own.flatMap((option) => togetherFault(option, options[option], given));
  const used = Object.hasOwn(subcommands, subcommand) ? subcommands[subcommand] : undefined;
  if (used === undefined)
    return [text("operators.commands.error.subcommand", { list: Object.keys(subcommands).join(", ") })];
  const unused = own.filter((option) => !used.includes(option));
  return unused.map((option) => text("operators.commands.error.unused", { option, subcommand }));
}

function togetherFault(
  option: string,
  { needs = option, excludes = [] }: Partial<Option> = {},
  given: readonly string[],
): readonly string[] {
  if (!given.includes(needs)) return [text("operators.commands.error.needs", { option, needs })];
  const other = excludes.find((excluded) => given.includes(excluded));
  return other === undefined ? [] : [text("operators.commands.error.excludes", { option, other })];
}

/** Returns what is wrong with the positional arguments, of which there must be one. */
function nameFault({ positionals }: CommandInput, what: "onboarding" | "project"): string | undefined {
  const [name, ...others] = positionals;
  if (name === undefined) return text("operators.commands.error.name", { what });
  if (what === "project" && !identifier.safeParse(name).success) return noProject(name);
  return others.length === 0
    ? undefined
    : text("operators.commands.error.one-name", { what, others: printable(others.join(" ")) });
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

/** Returns the error of an option whose value cannot be used; `expected` says what can be. */
export function wrongOption(option: string, given: string, expected: string): UsageError {
  const value = JSON.stringify(given);
  return new UsageError(text("operators.commands.error.option", { option, value, expected }));
}

const LARGEST_PORT = 65_535;

/** Reads the option of a port; throws UsageError if it is none. */
export function portIn(input: CommandInput, option: string, least: 0 | 1): number | undefined {
  const given = input.text(option);
  if (given === undefined) return undefined;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  if (port >= least && port <= LARGEST_PORT) return port;
  throw wrongOption(option, given, text("operators.commands.error.port", { least: String(least) }));
}

/** Reads the option of a name server; throws UsageError if it is no IP address, with or without a port. */
export function serverIn(input: CommandInput, option: string): Endpoint | undefined {
  const given = input.text(option);
  if (given === undefined) return undefined;
  const read = endpoint.safeParse(given);
  if (read.success) return read.data;
  throw wrongOption(option, given, text("operators.commands.error.server"));
}

/** Throws UsageError if a project, if one is named, cannot have this name. */
export function demandProjectName(name: string | undefined): void {
  if (name !== undefined && !identifier.safeParse(name).success) throw new UsageError(noProject(name));
}

function noProject(name: string): string {
  return text("operators.commands.error.no-project", {
    name: JSON.stringify(name),
    expected: text("fault.identifier"),
  });
}

/** Throws UsageError if there are positional arguments that are not used. */
export function noNames({ positionals }: Pick<CommandInput, "positionals">): void {
  if (positionals.length === 0) return;
  const words = printable(positionals.join(" "));
  throw new UsageError(text("operators.commands.error.argument", { arguments: words }));
}
