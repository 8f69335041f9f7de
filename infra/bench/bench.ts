import { parseArgs } from "node:util";
import { runCommand, UsageError } from "../command-line.ts";
import type { BenchResult } from "./bench-result.ts";
import { benchDiagnosis, FULL } from "./diagnosis/diagnosis.ts";
import { benchPage } from "./page/page.ts";

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  diagnosis: () => benchDiagnosis(FULL, console.log),
  page: benchPage,
};

const USAGE = `usage: npm run bench -- (${Object.keys(BENCHES).join(" | ")}) [--json]`;

/** Measures, says what it found in lines for people, and with `--json` again in one line for programs. */
async function bench(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [name = "", ...others] = positionals;
  const measure = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (measure === undefined || others.length > 0) throw new UsageError("say which bench");
  const result = await measure();
  for (const line of linesOf(result)) console.log(line);
  if (values.json) console.log(JSON.stringify(result));
  return 0;
}

function linesOf({ bench: name, machine, runs, figures, ratios }: BenchResult): readonly string[] {
  const written = ([key, value]: [string, unknown]): string => `  ${key}: ${JSON.stringify(value)}`;
  return [
    `${name}: medians of ${runs} runs, Node ${machine.node}, ${machine.cpus} CPUs`,
    ...Object.entries(figures).map(written),
    "ratios",
    ...Object.entries(ratios).map(written),
  ];
}

await runCommand({ name: "bench", usage: USAGE, failure: 1 }, bench);
