import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build as bundle } from "esbuild";
import * as z from "zod";
import { NO_BRAND } from "#core/brand/brand";
import { TEXT_FILES } from "../../bundling/options.ts";
import type { BenchResult } from "../bench-result.ts";
import { median } from "../median.ts";
import { barePage } from "./bare-page.ts";
import { EXAMPLE, REQUEST } from "./example.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const RUNS = 15;
const RENDERS_A_RUN = 300;

const rendered = z.object({ body: z.string() });

/** Measures the size and the rendering time of the set-up page, and of the smallest page with the same records. */
export async function benchPage(): Promise<BenchResult> {
  const beganAt = performance.now();
  const setupPage = await loadSetupPage();
  const render = (): string =>
    rendered.parse(setupPage(EXAMPLE, REQUEST, { brand: NO_BRAND.all, publicUrl: "https://setup.example" }))
      .body;
  const page = render();
  const firstMs = performance.now() - beganAt;
  const bare = (): string => barePage(EXAMPLE.identity, EXAMPLE.records);
  const runs = Array.from({ length: RUNS }, () => ({ page: timeOf(render), bare: timeOf(bare) }));
  const micros = {
    page: round(median(runs.map((run) => run.page))),
    bare: round(median(runs.map((run) => run.bare))),
  };
  const weights = { page: weightOf(page), bare: weightOf(bare()) };
  return {
    bench: "page",
    machine: { node: process.version, cpus: availableParallelism(), platform: process.platform },
    runs: RUNS,
    figures: {
      bytes: { ...partsOf(page), total: weights.page.bytes, bare: weights.bare.bytes },
      gzippedBytes: { total: weights.page.gzipped, bare: weights.bare.gzipped },
      requests: 1,
      renderMicros: micros,
      bundleAndFirstRenderMs: round(firstMs),
    },
    ratios: {
      "bytes page/bare": round(weights.page.bytes / weights.bare.bytes),
      "gzipped page/bare": round(weights.page.gzipped / weights.bare.gzipped),
      "render page/bare": round(micros.page / micros.bare),
    },
  };
}

/** Bundles the page as for deployment, because only a bundler imports templates, style and script as text. */
async function loadSetupPage(): Promise<(...given: readonly unknown[]) => unknown> {
  const folder = await mkdtemp(join(tmpdir(), "bench-page-"));
  const outfile = join(folder, "setup-page.mjs");
  try {
    await bundle({
      absWorkingDir: repository,
      entryPoints: ["functions/show-setup/setup-page.ts"],
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      format: "esm",
      loader: TEXT_FILES,
      external: ["@aws-lambda-powertools/*", "@middy/core"],
    });
    const loaded: unknown = await import(pathToFileURL(outfile).href);
    return z.object({ setupPage: z.custom<(...given: readonly unknown[]) => unknown>() }).parse(loaded)
      .setupPage;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures the microseconds of one rendering. */
function timeOf(render: () => string): number {
  const beganAt = performance.now();
  for (let renders = 0; renders < RENDERS_A_RUN; renders += 1) render();
  return ((performance.now() - beganAt) / RENDERS_A_RUN) * 1000;
}

function weightOf(page: string): { bytes: number; gzipped: number } {
  return { bytes: Buffer.byteLength(page), gzipped: gzipSync(page).length };
}

function partsOf(page: string): { html: number; css: number; js: number } {
  const inside = (element: string): number =>
    Buffer.byteLength(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)?.[1] ?? "");
  const [css, js] = [inside("style"), inside("script")];
  return { html: Buffer.byteLength(page) - css - js, css, js };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
