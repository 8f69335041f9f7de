import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makePrivateFile } from "../../infra/local/private-file.ts";

function fileIn(): string {
  const folder = mkdtempSync(join(tmpdir(), "private-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "cloud.db");
}

describe.skipIf(process.platform === "win32")("a file with secrets", () => {
  it("is made for its owner alone", () => {
    const file = fileIn();
    makePrivateFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("that others could read is closed to them, and keeps its content", () => {
    const file = fileIn();
    writeFileSync(file, "kept");
    chmodSync(file, 0o644);
    makePrivateFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe("kept");
  });
});
