import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import serverless, { inflate } from "@sparticuz/chromium";
import { type BrowserServer, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address at which tests reach the browser; empty if none could be started. */
    readonly browser: string;
  }
}

/** Root can't use Chromium's sandbox, and containers often have little shared memory. */
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"];

/**
 * Starts one browser for all tests. Without a browser these tests are skipped with a message, and with
 * CI=true the run fails.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const browser = await start();
    project.provide("browser", browser.wsEndpoint());
    return () => browser.close();
  } catch (error) {
    if (process.env["CI"] === "true") throw error;
    console.warn(`No browser can be started here: the set-up page is NOT tested in one.\n${String(error)}`);
    project.provide("browser", "");
    return async () => {};
  }
}

async function start(): Promise<BrowserServer> {
  const executablePath = await serverless.executablePath();
  return launch(executablePath, {}).catch(async () => launch(executablePath, await ownLibraries()));
}

function launch(executablePath: string, own: Readonly<Record<string, string>>): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath, args: ARGUMENTS, env: { ...process.env, ...own } });
}

/** A minimal machine lacks NSS and fonts, which the package contains. */
async function ownLibraries(): Promise<Record<string, string>> {
  const [packed] = [fileURLToPath(import.meta.resolve("@sparticuz/chromium"))]
    .map((entry) => join(dirname(dirname(entry)), "bin", "al2023.tar.br"))
    .filter(existsSync);
  if (packed === undefined) throw new Error("The package of Chromium holds no libraries");
  await inflate(packed);
  return {
    LD_LIBRARY_PATH: join(tmpdir(), "al2023", "lib"),
    FONTCONFIG_PATH: join(tmpdir(), "fonts"),
  };
}
