import { vi } from "vitest";
import { runOps } from "../../infra/ops/run.ts";

/** The result of `npm run ops`: its exit code, and its output. */
export interface OpsAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of `npm run ops` in this process, which saves half a second of loading; one at a time. */
export async function opsHere(...args: string[]): Promise<OpsAnswer> {
  const [log, error] = [vi.spyOn(console, "log"), vi.spyOn(console, "error")];
  for (const spy of [log, error]) spy.mockImplementation(() => {});
  const written = ({ mock }: typeof log) => mock.calls.map(([line]) => `${String(line)}\n`).join("");
  try {
    const code = await runOps(args);
    return { code, stdout: written(log), stderr: written(error) };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}
