import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startProcess } from "../../infra/bench/whole/start-process.ts";
import { describeWhole } from "./world.ts";

describeWhole("npm start", () => {
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), "start-"));
  });

  afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

  /** Returns the processes that have the data directory among their arguments. */
  function processes(): string[] {
    const all = execFileSync("ps", ["-eo", "pid=,command="], { encoding: "utf8" }).split("\n");
    return all.filter((line) => line.includes(dataDirectory));
  }

  it("stops cleanly at Ctrl-C, and leaves no process behind", async () => {
    const { child, up, ended, output } = startProcess(dataDirectory);
    expect(await up, output()).toBeDefined();
    expect(processes()).toHaveLength(2);
    // A terminal sends the signal to the whole foreground process group.
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(processes()).toEqual([]);
    expect(output()).not.toMatch(/error/i);
  });

  it.runIf(process.platform === "linux")("needs at most 180 MB with a warm function", async () => {
    const { child, up, ended, output } = startProcess(dataDirectory);
    const { http } = (await up) ?? {};
    expect((await fetch(`${http}/setup/none`)).status, output()).toBe(404);
    // The proportional set size counts pages that processes share only once: proc_pid_smaps_rollup(5)
    const kilobytes = processes().map((line) => {
      const sizes = readFileSync(`/proc/${line.trim().split(" ")[0]}/smaps_rollup`, "utf8");
      return Number(/^Pss:\s+(\d+)/m.exec(sizes)?.[1]);
    });
    expect(kilobytes).toHaveLength(2);
    expect(kilobytes.reduce((sum, one) => sum + one) / 1024).toBeLessThan(180);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("leaves no process behind when it is stopped while it starts", async () => {
    const { child, ended, output } = startProcess(dataDirectory);
    await expect.poll(processes, { timeout: 60_000, interval: 5 }).toHaveLength(2);
    child.kill("SIGTERM");
    expect(await ended, output()).toEqual({ code: 0, signal: null });
    expect(processes()).toEqual([]);
  });

  it("refuses a second start in the same directory, and names both", async () => {
    const first = startProcess(dataDirectory);
    expect(await first.up, first.output()).toBeDefined();
    const second = startProcess(dataDirectory);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.output().trim()).toBe(
      `${dataDirectory} is already in use by process ${first.child.pid}: choose another with --data DIR`,
    );
    first.child.kill("SIGTERM");
    expect(await first.ended).toEqual({ code: 0, signal: null });
  });

  it.each([
    ["--aws-port", "the AWS endpoint"],
    ["--dns-port", "the DNS server"],
  ])("names a taken port and the option %s", async (option, part) => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { ended, output } = startProcess(dataDirectory, option, String(port));
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(output().trim()).toBe(`port ${port} for ${part} is taken: choose another with ${option} N`);
    expect(processes()).toEqual([]);
    holder.close();
  });
});
