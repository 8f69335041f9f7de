import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));

/** Runs `npm run ops` on a world as a person does; gives its exit code and all that it says. */
export function runOps(world: World, ...given: string[]): Promise<{ code: number | null; said: string }> {
  const all = [script, ...given, "--aws-url", world.cloud.urls.aws];
  // In real time: between signing and sending no minutes may pass
  return world.act(
    () =>
      new Promise((resolve) => {
        const child = execFile(process.execPath, all, (_error, stdout, stderr) => {
          resolve({ code: child.exitCode, said: stdout + stderr });
        });
      }),
  );
}
