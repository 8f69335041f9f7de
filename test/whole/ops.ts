import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { opsHere } from "../support/run-ops.ts";
import type { World } from "./world.ts";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));

/** Runs a command of `npm run ops` on a world; returns exit code and output. */
export function runOps(world: World, ...given: string[]): Promise<{ code: number | null; said: string }> {
  // This runs in real time, because no minutes may pass between signing and sending.
  return world.act(async () => {
    const { code, stdout, stderr } = await opsHere(...given, "--aws-url", world.cloud.urls.aws);
    return { code, said: stdout + stderr };
  });
}

/**
 * Runs the program on a machine whose clock is this many milliseconds ahead, or behind for a negative number.
 */
export function runOpsAhead(
  aheadMs: number,
  world: World,
  ...given: string[]
): Promise<{ code: number | null; said: string }> {
  const shift = `const now = Date.now; Date.now = () => now() + ${aheadMs}`;
  const all = ["--import", `data:text/javascript,${encodeURIComponent(shift)}`, script, ...given];
  all.push("--aws-url", world.cloud.urls.aws);
  return world.act(
    () =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, all, { timeout: 100_000 }, (_error, stdout, stderr) => {
          resolve({ code: child.exitCode, said: stdout + stderr });
        });
      }),
  );
}
