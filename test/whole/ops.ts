import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));

/** Runs `npm run ops` on a world as a person does; gives its exit code and all that it writes. */
export function runOps(world: World, ...given: string[]): Promise<{ code: number | null; said: string }> {
  return runOpsWith([], world, given);
}

/** Runs it on a machine whose clock is ahead by some milliseconds, or behind by a negative number of them. */
export function runOpsAhead(
  aheadMs: number,
  world: World,
  ...given: string[]
): Promise<{ code: number | null; said: string }> {
  const shift = `const now = Date.now; Date.now = () => now() + ${aheadMs}`;
  return runOpsWith(["--import", `data:text/javascript,${encodeURIComponent(shift)}`], world, given);
}

function runOpsWith(
  nodeOptions: readonly string[],
  world: World,
  given: readonly string[],
): Promise<{ code: number | null; said: string }> {
  const all = [...nodeOptions, script, ...given, "--aws-url", world.cloud.urls.aws];
  // In real time: between signing and sending no minutes may pass
  return world.act(
    () =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, all, { timeout: 100_000 }, (_error, stdout, stderr) => {
          resolve({ code: child.exitCode, said: stdout + stderr });
        });
      }),
  );
}
