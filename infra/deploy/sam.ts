import { spawn } from "node:child_process";
import * as z from "zod";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

/**
 * The first version in which samconfig.toml may name a file of parameters:
 * https://github.com/aws/aws-sam-cli/releases/tag/v1.152.0
 */
const LEAST = [1, 152, 0] as const;

/** Runs a command; `output` is empty if its output goes to the terminal. */
export type Run = (
  command: string,
  args: readonly string[],
  to: "caller" | "terminal",
) => Promise<{ readonly code: number; readonly output: string }>;

/** Runs a command as a child process. */
export const runProcess: Run = (command, args, to) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      stdio: to === "terminal" ? "inherit" : ["ignore", "pipe", "inherit"],
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += String(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });

/** Throws an error with instructions, unless a SAM CLI is installed that reads samconfig.toml. */
export async function demandSam(run: Run): Promise<void> {
  const least = LEAST.join(".");
  const wayForward = text("operators.commands.deploy.sam.install", { least });
  const { output } = await run("sam", ["--version"], "caller").catch((error: unknown) => {
    throw new Error(text("operators.commands.deploy.sam.none", { next: wayForward }), { cause: error });
  });
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(output)?.slice(1).map(Number);
  if (found === undefined)
    throw new Error(
      text("operators.commands.deploy.sam.unknown", { output: output.trim(), next: wayForward }),
    );
  const difference = LEAST.map((part, index) => (found[index] ?? 0) - part).find((one) => one !== 0) ?? 0;
  if (difference < 0) {
    throw new Error(
      text("operators.commands.deploy.sam.old", { version: found.join("."), next: wayForward }),
    );
  }
}

const resources = z.array(z.object({ LogicalResourceId: z.string(), PhysicalResourceId: z.string() }));

/** Returns the name of a resource of the deployed stack. */
export async function physicalName(run: Run, logicalId: string, options: readonly string[]): Promise<string> {
  const { output } = await run("sam", ["list", "resources", "--output", "json", ...options], "caller");
  const found = resources
    .parse(JSON.parse(output))
    .find(({ LogicalResourceId }) => LogicalResourceId === logicalId);
  if (found === undefined)
    throw new Error(text("operators.commands.deploy.sam.resource", { name: logicalId }));
  return found.PhysicalResourceId;
}
