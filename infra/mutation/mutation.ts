import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { Stryker } from "@stryker-mutator/core";
import { exitCodeOf, UsageError } from "../command-line.ts";
import { parseOptions } from "../parse-options.ts";
import { MUTATION_TESTS } from "./tests-variable.ts";

const USAGE = "npm run mutation -- [PATTERN...] [--tests PATTERN] [--shard I/N] [--sample N]";

const HELP = `Usage: ${USAGE}

Changes one operator at a time and runs the tests of single parts that reach it: a change that no test notices survives.
Writes the survivors, and in the last line the score: the share of mutants that tests noticed.

  PATTERN      Files to change; all of functions/ unless given
  --tests      The tests to run, for a quick look at one room: a mutant that survives them may fail others
  --shard I/N  Every N-th of the files, beginning with the I-th
  --sample N   Changes only about every N-th block of eight lines, always the same ones
  --help       Shows this`;

/** Files that are not mutated: wiring has no branches, and texts are tested elsewhere. */
const UNCHANGED = /\/(handler|environment)\.ts$|\/words\//;

/**
 * Returns the files that a shard mutates: every N-th file, so that large neighbours are in different shards.
 */
function filesOf(patterns: readonly string[], shard: string): string[] {
  const [, index, count] = (/^([1-9]\d*)\/([1-9]\d*)$/.exec(shard) ?? []).map(Number);
  if (index === undefined || count === undefined || index > count)
    throw new UsageError("--shard: such as 1/8");
  const all = globSync([...patterns]).filter((file) => !UNCHANGED.test(file));
  return all.sort().filter((_file, at) => at % count === index - 1);
}

const BLOCK_LINES = 8;

/** Returns about every N-th block of a file's lines as Stryker's `file:from-to`. A hash chooses them, so that runs compare. */
function sampleOf(file: string, every: number): string[] {
  const blocks = Math.ceil(readFileSync(file, "utf8").split("\n").length / BLOCK_LINES);
  return Array.from(
    { length: blocks },
    (_, block) => `${file}:${block * BLOCK_LINES + 1}-${(block + 1) * BLOCK_LINES}`,
  ).filter((lines) => createHash("sha256").update(lines).digest().readUInt32BE() % every === 0);
}

async function mutation(): Promise<number> {
  const { values, positionals } = parseOptions({
    allowPositionals: true,
    options: {
      help: { type: "boolean" },
      tests: { type: "string" },
      shard: { type: "string", default: "1/1" },
      sample: { type: "string", default: "1" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!/^[1-9]\d*$/.test(values.sample)) throw new UsageError("--sample: a whole number");
  if (values.tests !== undefined) process.env[MUTATION_TESTS] = values.tests;
  const files = filesOf(positionals.length > 0 ? positionals : ["functions/**/*.ts"], values.shard);
  const every = Number(values.sample);
  const mutate = every > 1 ? files.flatMap((file) => sampleOf(file, every)) : files;
  if (mutate.length === 0) throw new UsageError("there is no file to change");
  const name = values.shard.replace("/", "-of-");
  const results = await new Stryker({
    mutate,
    incrementalFile: `artefacts/mutation/incremental-${name}.json`,
    jsonReporter: { fileName: `artefacts/mutation/report-${name}.json` },
  }).runMutationTest();
  const noticed = results.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const missed = results.filter(({ status }) => status === "Survived" || status === "NoCoverage").length;
  const score = (100 * noticed) / Math.max(1, noticed + missed);
  console.log(`Mutation score ${score.toFixed(1)} %: ${noticed} of ${noticed + missed} mutants noticed`);
  return 0;
}

process.exitCode = await exitCodeOf({ name: "mutation", usage: USAGE, failure: 1 }, mutation);
