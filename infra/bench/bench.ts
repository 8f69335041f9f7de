import { runCommand, UsageError } from "../command-line.ts";
import { keepHeapsSmall } from "../local/small-heap.ts";
import { parseOptions } from "../parse-options.ts";
import type { BenchResult } from "./bench-result.ts";
import { benchColdStart } from "./cold-start/cold-start.ts";
import { benchConsole } from "./console/console.ts";
import { COMPARED, compareWith } from "./diagnosis/against.ts";
import { benchDiagnosis, FULL } from "./diagnosis/diagnosis.ts";
import { benchFaults, type FaultsResult } from "./faults/faults.ts";
import { benchKills, KILLED_ONBOARDINGS } from "./faults/kills.ts";
import { benchFollowed } from "./followed/followed.ts";
import { benchLoad } from "./load/load.ts";
import { benchOneClick } from "./one-click/one-click.ts";
import { benchPage } from "./page/page.ts";
import { benchProbe } from "./probe/probe.ts";
import { benchScale } from "./scale/scale.ts";
import { readCustomerModel } from "./time/customer-model.ts";
import { benchGrowth, benchTime, tableOf } from "./time/time.ts";

/** The options of all benches; each bench uses those that concern it. */
const OPTIONS = {
  json: { type: "boolean", default: false },
  seed: { type: "string", default: "1" },
  onboardings: { type: "string" },
  /** The number of kills of the local cloud. */
  kills: { type: "string" },
  /** The number of generated zones in which the advice of findings is followed, or the template is applied. */
  zones: { type: "string" },
  /** Simulates 100, 1,000 and 10,000 onboardings under Sendworthy alone. */
  growth: { type: "boolean", default: false },
  /** Keeps heaps small, as `npm start` does: less memory, more processor time. */
  "small-heaps": { type: "boolean", default: false },
  /** The path of a checkout of another commit, whose full diagnosis is measured in turns with this one. */
  against: { type: "string" },
  /** The path of another customer model. */
  model: { type: "string" },
} as const;

type Values = ReturnType<typeof parseOptions<{ options: typeof OPTIONS }>>["values"];

/** The output of a bench, for people and for programs. */
interface Report {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** The exceeded bounds, in words; with any of them the bench fails. */
  readonly broken?: readonly string[];
}

const COLD_START_RUNS = 15;

const NO_OPINION =
  "no second opinion: set SECOND_OPINION_PYTHON to a Python with infra/bench/one-click/requirements.txt";

const BENCHES: Readonly<Record<string, (values: Values) => Promise<Report>>> = {
  async diagnosis({ against }) {
    if (against === undefined) return reportOf(await benchDiagnosis(FULL, console.log));
    const compared = await compareWith(against, COMPARED);
    const { ratio, processorRatio } = compared;
    return {
      lines: [`${ratio} times as many full diagnoses a second, ${processorRatio} by processor time`],
      json: { bench: "diagnosis", against, ...compared },
    };
  },
  page: async () => reportOf(await benchPage()),
  async probe() {
    const result = await benchProbe(console.log);
    const { domainsPerSecond, ratioToNodeDns } = result;
    return {
      lines: [`${domainsPerSecond} domains a second, ${ratioToNodeDns} of node:dns`],
      json: result,
    };
  },
  async faults({ seed, onboardings = "100", kills = "100", model }) {
    const extent = {
      seed: whole(seed, 0),
      onboardings: whole(onboardings, 1),
      model: await readCustomerModel(model),
    };
    const runs: FaultsResult[] = [];
    for (const probability of [0.1, 0.5]) runs.push(await benchFaults(probability, extent));
    const killed = await benchKills(
      { seed: whole(seed, 0), onboardings: KILLED_ONBOARDINGS, kills: whole(kills, 0) },
      console.log,
    );
    const results = [...runs, killed];
    return {
      lines: results.map((result) => JSON.stringify(result, undefined, 2)),
      json: { bench: "faults", runs, kills: killed },
      broken: results.flatMap(({ broken }) => broken),
    };
  },
  async followed({ seed, zones = "20000" }) {
    const { harms, ...result } = await benchFollowed(whole(zones, 1), whole(seed, 0), console.log);
    const broken = harms.map((harm) => `harm: ${harm}`);
    // The line for programs is printed even without `--json`.
    return { lines: [JSON.stringify(result)], json: { bench: "followed", ...result }, broken };
  },
  async "one-click"({ seed, zones = "10000" }) {
    const python = process.env["SECOND_OPINION_PYTHON"];
    const { examples, ...result } = await benchOneClick(whole(zones, 1), whole(seed, 0), python);
    const { destroyed, differs } = result;
    return {
      lines: [...examples, ...(python === undefined ? [NO_OPINION] : [])],
      json: { bench: "one-click", ...result },
      broken: [
        ...(destroyed > 0 ? [`${destroyed} offered zones lost something`] : []),
        ...(differs !== null && differs > 0 ? [`${differs} zones differ from the second opinion`] : []),
      ],
    };
  },
  async console({ seed, onboardings = "100000" }) {
    const { result, broken } = await benchConsole(whole(onboardings, 100), whole(seed, 0), console.log);
    return { lines: [JSON.stringify(result)], json: { bench: "console", ...result }, broken };
  },
  async "cold-start"() {
    const { broken, ...result } = await benchColdStart(COLD_START_RUNS, console.log);
    return { lines: [`worst ratio: ${result.worstRatio}`], json: result, broken };
  },
  async load({ onboardings = "2000", "small-heaps": hasSmallHeaps }) {
    if (hasSmallHeaps) keepHeapsSmall();
    const result = await benchLoad(whole(onboardings, 10), console.log);
    return {
      lines: [`growth: ${result.growth}, of processor time ${result.cpuGrowth}`],
      json: result,
      broken: result.broken,
    };
  },
  async scale({ seed, onboardings = "10000" }) {
    const rows = await benchScale(whole(seed, 0), whole(onboardings, 1000), console.log);
    return { lines: [], json: { bench: "scale", rows } };
  },
  async time({ seed, onboardings = "2000", growth, model }) {
    const extent = {
      seed: whole(seed, 0),
      onboardings: whole(onboardings, 1),
      model: await readCustomerModel(model),
    };
    if (growth) return { lines: [], json: await benchGrowth(extent, console.log) };
    const result = await benchTime(extent, console.log);
    const { policies, costItems, maxHistoryEvents } = result;
    return { lines: tableOf(result), json: { policies, costItems, maxHistoryEvents } };
  },
};

const USAGE = `npm run bench -- (${Object.keys(BENCHES).join(" | ")}) [--json] [--seed N] [--onboardings N] [--kills N] [--zones N] [--growth] [--small-heaps] [--against DIRECTORY] [--model FILE]`;

/** Runs a bench and prints its result in lines for people; `--json` adds one line for programs. */
async function bench(): Promise<number> {
  const { values, positionals } = parseOptions({ allowPositionals: true, options: OPTIONS });
  const [name = "", ...others] = positionals;
  const measure = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (measure === undefined || others.length > 0) throw new UsageError("print which bench");
  const { lines, json, broken = [] } = await measure(values);
  for (const line of lines) console.log(line);
  for (const bound of broken) console.error(`broken: ${bound}`);
  if (values.json) console.log(JSON.stringify(json));
  return broken.length > 0 ? 1 : 0;
}

function whole(text: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`'${text}' is no whole number from ${least} on`);
}

function reportOf(result: BenchResult): Report {
  const { bench: name, machine, runs, figures, ratios } = result;
  const written = ([key, value]: [string, unknown]): string => `  ${key}: ${JSON.stringify(value)}`;
  const lines = [
    `${name}: medians of ${runs} runs, Node ${machine.node}, ${machine.cpus} CPUs`,
    ...Object.entries(figures).map(written),
    "ratios",
    ...Object.entries(ratios).map(written),
  ];
  return { lines, json: result };
}

await runCommand({ name: "bench", usage: USAGE, failure: 1 }, bench);
