import { wrapped } from "../wrapped.ts";
import { columns } from "./columns.ts";
import { COMMON_OPTIONS, type Command, type Option } from "./command.ts";

const ABOUT =
  "Operates a deployment of Sendworthy. Acting and reading go through the operators' API, signed with your AWS credentials as the SDK finds them; what you do is kept with your name.";

const USAGE = "npm run ops --";

/** What all commands are, for `--help`. */
export function helpOfAll(commands: Readonly<Record<string, Command>>): string {
  return [
    `usage: ${USAGE} COMMAND [options]`,
    "",
    ...wrapped(ABOUT),
    "",
    ...indented(columns(Object.entries(commands).map(([name, { says }]) => [name, says]))),
    "",
    "For every command:",
    ...optionLines(COMMON_OPTIONS),
    "",
    `${USAGE} COMMAND --help says more. Exit codes: 0 done, 1 it could not be done, 64 wrong usage.`,
  ].join("\n");
}

/** What one command does, for its `--help`. */
export function helpOf(name: string, { says, usages, details, options }: Command): string {
  return [
    ...usages.flatMap((usage, index) => usageLines(index === 0 ? "usage: " : "       ", `${name} ${usage}`)),
    "",
    `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
    ...(details.length === 0 ? [] : wrapped(details.join(" "))),
    "",
    ...optionLines({ ...options, ...COMMON_OPTIONS }),
  ].join("\n");
}

function usageLines(lead: string, usage: string): string[] {
  // No line ends within an option
  const whole = usage.replaceAll(/\[[^\]]*\]/g, (option) => option.replaceAll(" ", "\u00a0"));
  const [first = "", ...more] = wrapped(`${USAGE} ${whole}`.trim(), " ".repeat(lead.length + 2));
  return [lead + first.trimStart(), ...more].map((line) => line.replaceAll("\u00a0", " "));
}

function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const rows = Object.entries(options).map(([name, { value, says }]) => [
    `--${name}${value === undefined ? "" : ` ${value}`}`,
    says,
  ]);
  return indented(columns(rows));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
