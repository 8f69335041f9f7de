import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const ENDS_WITHIN_MS = 5000;

/**
 * Ends the engine that a killed local cloud left running on this database file. It is found in the list of processes,
 * because a process id in a file could now belong to another program.
 */
export async function endSurvivor(database: string): Promise<void> {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  for (let pids = enginesOn(database); pids.length > 0; pids = enginesOn(database)) {
    if (performance.now() > deadline) {
      throw new Error(`${database} is held by process ${pids.join(", ")}, which does not end: end it first`);
    }
    for (const pid of pids) kill(pid);
    await sleep(50);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile, or belongs to another user; in that case the deadline reports it.
  }
}

function enginesOn(database: string): number[] {
  return processes().flatMap((line) => {
    const [, pid, command = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return isEngineOn(command, database) ? [Number(pid)] : [];
  });
}

/** Returns whether a command line is that of an engine that serves this database file. */
export function isEngineOn(command: string, database: string): boolean {
  const [program = "", file = ""] = command.trim().split(" --db-path ");
  return /dynoxide(\.exe)?"? serve /.test(program) && file.replace(/^"|"$/g, "") === database;
}

/** Lists all processes, each as a line of its id and its command line. */
function processes(): string[] {
  const [program, options] = process.platform === "win32" ? WINDOWS : UNIX;
  try {
    return execFileSync(program, options, { encoding: "utf8", maxBuffer: 2 ** 26, stdio: "pipe" }).split(
      /\r?\n/,
    );
  } catch {
    // Without `ps` there is no list, but SQLite's own locks still protect the file.
    return [];
  }
}

const UNIX = ["ps", ["-A", "-ww", "-o", "pid=,args="]] as const;
const WINDOWS = [
  "powershell.exe",
  [
    "-NoProfile",
    "-Command",
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }',
  ],
] as const;
