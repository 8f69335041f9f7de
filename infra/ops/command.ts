import { parseArgs } from "node:util";
import { UsageError } from "../command-line.ts";

/** An option of a command, as `--help` explains it. */
export interface Option {
  readonly type: "string" | "boolean";
  /** It may be given several times. */
  readonly multiple?: true;
  /** What its value is called; none for a switch. */
  readonly value?: string;
  readonly says: string;
}

/** Where the deployment is that a command is for. */
export interface Where {
  /** A local cloud; without it the SDK finds AWS by its own rules. */
  readonly awsUrl: string | undefined;
  readonly stack: string;
}

/** What a command is given. */
export interface Given {
  readonly names: readonly string[];
  readonly where: Where;
  /** What comes out is for a program. */
  readonly isJson: boolean;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  isOn(option: string): boolean;
}

/** One command of `npm run ops`. */
export interface Command {
  /** One line for the list of commands. */
  readonly says: string;
  /** What stands after its name, one line for each way to use it. */
  readonly usages: readonly string[];
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Gives the exit code; throws UsageError. */
  run(given: Given): Promise<number>;
}

/** Options of every command. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  "aws-url": {
    type: "string",
    value: "URL",
    says: "a local cloud, such as http://127.0.0.1:4566; AWS without it",
  },
  stack: { type: "string", value: "NAME", says: "the name of the stack; sendworthy without it" },
  json: { type: "boolean", says: "for programs" },
  help: { type: "boolean", says: "this text" },
};

/** Reads what was given to a command; throws UsageError, or what parseArgs throws. */
export function readGiven(command: Command, args: readonly string[]): Given {
  const described = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  const options = Object.fromEntries(
    described.map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const texts = (option: string): readonly string[] =>
    [values[option] ?? []].flat().filter((value) => typeof value === "string");
  const [awsUrl] = texts("aws-url");
  if (awsUrl !== undefined && !/^https?:\/\/[^/]/.test(awsUrl))
    throw new UsageError(`--aws-url: "${awsUrl}" is no URL`);
  return {
    names: positionals,
    where: { awsUrl, stack: texts("stack")[0] ?? "sendworthy" },
    isJson: values["json"] === true,
    text: (option) => texts(option)[0],
    texts,
    isOn: (option) => values[option] === true,
  };
}

/** The one name that a command takes; throws UsageError. */
export function onlyName({ names }: Given, what: string): string {
  const [name, ...others] = names;
  if (name === undefined) throw new UsageError(`say which ${what}`);
  if (others.length > 0) throw new UsageError(`one ${what} at a time, not also ${others.join(" ")}`);
  return name;
}

/** Refuses names where a command takes none. */
export function noNames({ names }: Given): void {
  if (names.length > 0) throw new UsageError(`nothing is known of ${names.join(" ")}`);
}
