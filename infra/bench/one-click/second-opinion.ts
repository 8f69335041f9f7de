import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import type { Template } from "#core/domain-connect/template";

const SCRIPT = fileURLToPath(new URL("./second_opinion.py", import.meta.url));

/** A zone to which another implementation applies the template. */
export interface OpinionCase {
  /** The name of the zone. */
  readonly domain: string;
  readonly host: string;
  readonly groups: readonly string[];
  readonly records: readonly ZoneRecord[];
}

const opinions = z.array(
  z.union([
    z.object({ crash: z.string() }),
    z.object({ zone: z.array(z.object({ name: z.string(), type: z.string(), value: z.string() })) }),
  ]),
);

/** The result of the other implementation: the zone afterwards, or the name of its error. */
export type Opinion = z.output<typeof opinions>[number];

/** Applies the template with the Python package domainconnectzone to each zone. */
export async function secondOpinions(
  python: string,
  request: {
    readonly template: Template;
    readonly variables: Readonly<Record<string, string>>;
    readonly cases: readonly OpinionCase[];
  },
): Promise<readonly Opinion[]> {
  const child = spawn(python, [SCRIPT], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(request));
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  return opinions.parse(JSON.parse(output));
}
