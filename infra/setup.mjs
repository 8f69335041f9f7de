// Runs on any Node >= 20 before demo, start and test: installs the packages (Node 24 among them) when they
// are missing or package-lock.json changed; otherwise it does nothing.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const nodeBinary = join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node");
// npm ci removes node_modules, so the lock that keeps two of them apart lies elsewhere.
const hash = createHash("sha256").update(root).digest("hex").slice(0, 16);
const lock = join(tmpdir(), `sendworthy-setup-${hash}`);

/** npm itself writes down what it installed: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles */
function isInstalled() {
  try {
    const { "": _root, ...wanted } = packagesIn(join(root, "package-lock.json"));
    const installed = packagesIn(join(modules, ".package-lock.json"));
    const isSame = (path) => keyOf(installed[path]) === keyOf(wanted[path]);
    const isThere = Object.entries(wanted).every(
      ([path, { optional }]) => isSame(path) || (optional && installed[path] === undefined),
    );
    return isThere && Object.keys(installed).every(isSame) && existsSync(nodeBinary);
  } catch {
    return false;
  }
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function keyOf(entry) {
  return entry && `${entry.version} ${entry.integrity ?? ""}`;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function takeLock() {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    // A hard link appears with its content, or not at all.
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

async function waitForLock() {
  while (!takeLock()) {
    try {
      if (!isAlive(Number(readFileSync(lock, "utf8")))) rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function install() {
  console.error("Installing packages (npm ci)…");
  // The Node that npm runs on must not be the one that npm ci is about to replace.
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.startsWith(modules))
    .join(delimiter);
  const npm = process.env.npm_execpath;
  const options = ["ci", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"];
  const result = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...options], run(path))
    : spawnSync("npm", options, { ...run(path), shell: process.platform === "win32" });
  const status = result.error ? 127 : (result.status ?? 1);
  if (status !== 0) {
    console.error(`npm ci failed with exit code ${status}${result.error ? `: ${result.error.message}` : ""}`);
    return status;
  }
  if (!existsSync(nodeBinary)) {
    console.error(
      `npm ci did not install Node 24 (${nodeBinary} is missing): are install scripts switched off?`,
    );
    return 1;
  }
  return 0;
}

function run(path) {
  return { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, PATH: path } };
}

if (!isInstalled()) {
  await waitForLock();
  try {
    if (!isInstalled()) process.exitCode = install();
  } finally {
    rmSync(lock, { force: true });
  }
}
