import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Measures the memory of a local cloud and its DynamoDB. */
export interface MemoryWatch {
  /** Ends the measurement and returns the peak of both together. */
  peakMegabytes(): number;
}

/** The pause between measurements, because each one costs the process milliseconds. */
const SAMPLE_EVERY_MS = 3000;
const KILOBYTES = 1024;

/** Starts to measure the memory of this process and of the DynamoDB of a data directory. */
export function watchMemory(dataDirectory: string): MemoryWatch {
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, kilobytesOf(String(process.pid)) + kilobytesOf(dynamoDbIn(dataDirectory)));
  };
  // A cloud that failed is stopped without an end of the measurement.
  const timer = setInterval(sample, SAMPLE_EVERY_MS).unref();
  return {
    peakMegabytes() {
      clearInterval(timer);
      sample();
      return Math.round(peak / KILOBYTES);
    },
  };
}

/** Returns the process id of DynamoDB; none once the data directory is gone. */
function dynamoDbIn(dataDirectory: string): string {
  try {
    return readFileSync(join(dataDirectory, "dynamodb.pid"), "utf8").trim();
  } catch {
    return "";
  }
}

/** Reads the proportional set size on Linux, which counts shared pages once, and the resident set size elsewhere. */
function kilobytesOf(pid: string): number {
  try {
    if (process.platform === "linux") {
      const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
      return Number(kilobytes ?? 0);
    }
    return Number(execFileSync("ps", ["-o", "rss=", "-p", pid], { encoding: "utf8" }));
  } catch {
    // The process has ended, or the system has no `ps`.
    return 0;
  }
}
