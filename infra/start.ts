import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "./build.ts";
import { asksForHelp } from "./command-line.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import { keepHeapsSmall, SMALL_HEAP_FLAGS } from "./local/small-heap.ts";
import { storageErrorOf } from "./local/storage-error.ts";
import { bundleProgram } from "./start/bundle-program.ts";
import { readSettings, USAGE } from "./start/settings.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

function fail(error: unknown): void {
  const known = storageErrorOf(error) ?? error;
  console.error(known instanceof Error ? known.message : String(known));
  process.exitCode = 1;
}

/** Makes all bundles, and replaces this process with the program. */
async function start(): Promise<void> {
  const { configuration } = readSettings();
  const configured = configuration ? await readConfigurationFile(configuration) : undefined;
  await build(repository, undefined, configured?.brands);
  const program = await bundleProgram(repository);
  const command = [process.execPath, ...SMALL_HEAP_FLAGS, program, ...process.argv.slice(2)];
  // Limits malloc(3) to two memory pools, instead of eight for each processor.
  const environment = { ...process.env, MALLOC_ARENA_MAX: "2" };
  // Windows has no execve(2):
  // https://nodejs.org/docs/latest-v24.x/api/process.html#processexecvefile-args-env
  if (process.platform !== "win32") process.execve?.(process.execPath, command, environment);
  keepHeapsSmall();
  await import(pathToFileURL(program).href);
}

if (asksForHelp(process.argv.slice(2))) console.log(USAGE);
else start().catch(fail);
