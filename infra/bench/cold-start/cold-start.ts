import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "../../build.ts";
import { BUNDLING } from "../../bundling/options.ts";
import type { LambdaFunction } from "../../local/template/functions.ts";
import { loadTemplate } from "../../local/template.ts";
import { median } from "../median.ts";
import { bareTwin } from "./bare-twin.ts";
import { highestRatio } from "./bounds.ts";
import { bundledModules } from "./bundled-modules.ts";
import { initialisationMs } from "./initialisation.ts";
import { initialisationUnderClientMs, installedRuntimeClient } from "./runtime-client.ts";

/**
 * The loading times of a function, and of its bare twin, which makes the same SDK clients and does nothing.
 */
interface Comparison {
  readonly initMs: number;
  readonly bareMs: number;
  readonly ratio: number;
}

/**
 * The figures of one function. If Lambda's runtime client is installed, they include the time from the start
 * of its process.
 */
export interface ColdStart extends Comparison {
  readonly name: string;
  readonly zipBytes: number;
  readonly underClient?: Comparison;
}

type Measure = (module: string, environment: LambdaFunction["environment"]) => Promise<number>;

/** The result of `npm run bench -- cold-start`. */
export interface ColdStartResult {
  readonly functions: readonly ColdStart[];
  readonly worstRatio: number;
  /** The functions that exceed their bound, in words. */
  readonly broken: readonly string[];
}

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const PLACEMENT = {
  region: "eu-west-1",
  accountId: "000000000000",
  stackName: "sendworthy",
  httpUrl: "http://127.0.0.1:1",
  endpointUrl: "http://127.0.0.1:1",
};
const PARAMETERS = {
  SenderAddress: "sendworthy@mail.example",
  SupportAddress: "help@desk.example",
  SignInIssuer: "https://id.example",
  SignInClientId: "console",
};

/**
 * Measures the loading time of each of the template's bundles and of its bare twin, `runs` times in fresh
 * processes. A function that seems to exceed its bound is measured again and the second figure counts,
 * because other load on the machine may have passed.
 */
export async function benchColdStart(runs: number, print: (line: string) => void): Promise<ColdStartResult> {
  const dist = join(repository, "dist");
  await build();
  const { functions } = await loadTemplate({
    file: join(repository, "template.yaml"),
    placement: PLACEMENT,
    parameters: PARAMETERS,
  });
  // The twins are below the repository, so that they find the SDK.
  const twins = await mkdtemp(join(dist, ".twins-"));
  try {
    const measured: ColdStart[] = [];
    const broken: string[] = [];
    for (const one of functions) {
      const modules = await bundledModules(dist, one.folder);
      const twin = await buildTwin(twins, one.folder, await bareTwin(modules));
      const highest = highestRatio(modules);
      const take = () => measure(one, join(dist, one.folder), twin, runs);
      const first = await take();
      const figure = first.ratio > highest ? await take() : first;
      print(lineOf(figure));
      measured.push(figure);
      if (figure.ratio > highest) broken.push(`${figure.name}: ratio ${figure.ratio}, at most ${highest}`);
    }
    return { functions: measured, worstRatio: Math.max(...measured.map(({ ratio }) => ratio)), broken };
  } finally {
    await rm(twins, { recursive: true, force: true });
  }
}

async function buildTwin(twins: string, folder: string, text: string): Promise<string> {
  const sources = join(twins, "sources");
  await mkdir(sources, { recursive: true });
  const source = join(sources, `${folder}.ts`);
  await writeFile(source, text);
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: [{ in: source, out: `${folder}/index` }],
    outdir: twins,
    ...BUNDLING,
  });
  return join(twins, folder);
}

async function measure(
  { folder, environment }: LambdaFunction,
  bundle: string,
  twin: string,
  runs: number,
): Promise<ColdStart> {
  const client = installedRuntimeClient();
  const compared = (initialisation: Measure) =>
    compare(
      () => initialisation(join(bundle, "index.mjs"), environment),
      () => initialisation(join(twin, "index.mjs"), environment),
      runs,
    );
  return {
    name: folder,
    ...(await compared(initialisationMs)),
    ...(client !== undefined && {
      underClient: await compared((module, env) => initialisationUnderClientMs(client, module, env)),
    }),
    zipBytes: deflateRawSync(await readFile(join(bundle, "index.mjs"))).length,
  };
}

/** Measures both alternately, so that other load on the machine slows both equally. */
async function compare(
  measureOwn: () => Promise<number>,
  measureBare: () => Promise<number>,
  runs: number,
): Promise<Comparison> {
  const own: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    own.push(await measureOwn());
    bare.push(await measureBare());
  }
  const [initMs, bareMs] = [median(own), median(bare)];
  return { initMs: rounded(initMs), bareMs: rounded(bareMs), ratio: rounded(initMs / bareMs) };
}

function lineOf({ name, initMs, bareMs, ratio, zipBytes, underClient }: ColdStart): string {
  const client = underClient === undefined ? "" : `, ratio ${underClient.ratio} under the runtime client`;
  return `${name.padEnd(22)} ${initMs} ms, bare ${bareMs} ms, ratio ${ratio}${client}, ${Math.round(zipBytes / 1024)} KiB zipped`;
}

function rounded(figure: number): number {
  return Number(figure.toFixed(2));
}
