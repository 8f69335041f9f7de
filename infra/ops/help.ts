import { textsIn } from "#core/words/texts";
import { wrapped } from "../wrapped.ts";
import { columns } from "./columns.ts";
import { COMMON_OPTIONS, type Command, type Option } from "./command.ts";

const { text } = textsIn("en");

const USAGE = "npm run ops --";

/** Returns the help text with the list of all commands. */
export function helpOfAll(commands: Readonly<Record<string, Command>>): string {
  return [
    text("operators.commands.usage", { usage: `${USAGE} COMMAND [options]` }),
    "",
    ...wrapped(text("operators.commands.about")),
    "",
    ...indented(columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))),
    "",
    text("operators.commands.every"),
    ...optionLines(COMMON_OPTIONS),
    "",
    text("operators.commands.more", { command: USAGE }),
  ].join("\n");
}

/** Returns the help text of one command. */
export function helpOf(name: string, { summary, usages, details, options }: Command): string {
  return [
    ...usages.flatMap((usage, index) => usageLines(index === 0 ? "usage: " : "       ", `${name} ${usage}`)),
    "",
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ...details.flatMap((paragraph) => wrapped(paragraph)),
    "",
    ...optionLines({ ...options, ...COMMON_OPTIONS }),
  ].join("\n");
}

function usageLines(lead: string, usage: string): string[] {
  // Non-breaking spaces keep each option on one line.
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
