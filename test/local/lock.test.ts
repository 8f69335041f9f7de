import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { lockDirectory } from "../../infra/local/lock.ts";

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

it("refuses a directory that is in use, by name, and releases its own", () => {
  const directory = temporaryDirectory();
  const unlock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(`${directory} is already in use by process ${process.pid}`);
  unlock();
  lockDirectory(directory)();
});

it("is free again once its process was killed", async () => {
  const directory = temporaryDirectory();
  const lockModule = fileURLToPath(new URL("../../infra/local/lock.ts", import.meta.url));
  const source = `import { lockDirectory } from ${JSON.stringify(lockModule)};
    lockDirectory(${JSON.stringify(directory)}); console.log("locked"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  expect(() => lockDirectory(directory)).toThrow(`in use by process ${child.pid}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  lockDirectory(directory)();
});
