import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, makePrivateFile } from "../private-file.ts";
import type { OutputLevel } from "./messages.ts";

/** The log of one function, with one JSON object per line. */
export interface FunctionLog {
  /** Writes a function's output: JSON objects unchanged, each other line as the message of a JSON object. */
  output(level: OutputLevel, text: string): void;
  write(entry: Readonly<Record<string, unknown>>): void;
}

/** Opens `<directory>/<functionName>.log` for appending. */
export function openFunctionLog(directory: string, functionName: string, now: () => number): FunctionLog {
  makeFolder(directory);
  const file = join(directory, `${functionName}.log`);
  makePrivateFile(file);
  const append = (line: string): void => appendFileSync(file, `${line}\n`);
  const write: FunctionLog["write"] = (entry) =>
    append(JSON.stringify({ timestamp: new Date(now()).toISOString(), ...entry }));
  return {
    output(level, text) {
      for (const line of text.split("\n")) {
        if (isJsonObject(line)) append(line);
        else if (line !== "") write({ level, message: line });
      }
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
