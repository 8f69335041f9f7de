import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { makeFolder, makePrivateFile } from "../private-file.ts";

/** The log of one function: one JSON object a line. */
export interface FunctionLog {
  /** Takes all lines of a stream: JSON objects as they are, other text wrapped. */
  follow(stream: Readable, level: "INFO" | "ERROR"): void;
  write(entry: Readonly<Record<string, unknown>>): void;
}

/** Opens `<directory>/<functionName>.log` to append to. */
export function openFunctionLog(directory: string, functionName: string, now: () => number): FunctionLog {
  makeFolder(directory);
  const file = join(directory, `${functionName}.log`);
  makePrivateFile(file);
  const append = (line: string): void => appendFileSync(file, `${line}\n`);
  const write: FunctionLog["write"] = (entry) =>
    append(JSON.stringify({ timestamp: new Date(now()).toISOString(), ...entry }));
  return {
    follow(stream, level) {
      createInterface({ input: stream }).on("line", (line) => {
        if (isJsonObject(line)) append(line);
        else if (line !== "") write({ level, message: line });
      });
    },
    write,
  };
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
