import { type ParseArgsConfig, parseArgs } from "node:util";
import { textsIn } from "#core/words/texts";
import { UsageError } from "./command-line.ts";

const { text } = textsIn("en");

/**
 * Parses the options of a command line; throws UsageError if an option is given twice that is not meant to be
 * repeated, because parseArgs silently takes the last one.
 */
export function parseOptions<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const parsed = parseArgs(config);
  const general: ParseArgsConfig = config;
  const { tokens } = parseArgs({ ...general, tokens: true });
  const names = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const repeated = new Set(
    names.filter((name, at) => names.indexOf(name) < at && general.options?.[name]?.multiple !== true),
  );
  if (repeated.size === 0) return parsed;
  const options = [...repeated].map((name) => `--${name}`).join(", ");
  throw new UsageError(text("operators.commands.error.repeated", { options }));
}
