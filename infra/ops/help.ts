import { wrapped } from "../wrapped.ts";
import { columns } from "./columns.ts";
import { COMMON_OPTIONS, type Command, type Option } from "./command.ts";

const ABOUT =
  "Operates a deployment of Sendworthy through the operators' API. Requests are signed with your AWS credentials; your actions are recorded with your name.";

const USAGE = "npm run ops --";

/** Returns the help text with the list of all commands. */
export function helpOfAll(commands: Readonly<Record<string, Command>>): string {
  return [
    `usage: ${USAGE} COMMAND [options]`,
    "",
    ...wrapped(ABOUT),
    "",
    ...indented(columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))),
    "",
    "For every command:",
    ...optionLines(COMMON_OPTIONS),
    "",
    `${USAGE} COMMAND --help explains one. Exit codes: 0 done, 1 failed, 64 wrong usage.`,
  ].join("\n");
}

/** Returns the help text of one command. */
export function helpOf(name: string, { summary, usages, details, options }: Command): string {
  return [
    ...usages.flatMap((usage, index) => usageLines(index === 0 ? "usage: " : "       ", `${name} ${usage}`)),
    "",
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ...(details.length === 0 ? [] : wrapped(details.join(" "))),
    "",
    ...optionLines({ ...options, ...COMMON_OPTIONS }),
  ].join("\n");
}

function usageLines(lead: string, usage: string): string[] {
  // Non-breaking spaces keep an option on one line
  const whole = usage.replaceAll(/\[[^\]]*\]/g, (option) => option.replaceAll(" ", "\u00a0"));
  const [first = "", ...more] = wrapped(`${USAGE} ${whole}`.trim(), " ".repeat(lead.length + 2));
  return [lead + first.trimStart(), ...more].map((line) => line.replaceAll("\u00a0", " "));
}

function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const rows = Object.entries(options).map(([name, { value, summary }]) => [
    `--${name}${value === undefined ? "" : ` ${value}`}`,
    summary,
  ]);
  return indented(columns(rows));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
