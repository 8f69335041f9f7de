/** EX_USAGE of sysexits.h. */
const USAGE_ERROR = 64;

/** The command line asks for something that there is not; the message is one line, and one for each fault of a file. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Runs a command line; a usage error ends it with 64 and one line, anything else with `failure` and one line. */
export async function runCommand(
  { name, usage, failure }: { name: string; usage: string; failure: number },
  command: () => Promise<number>,
): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseError(error);
    const message = error instanceof Error ? error.message : String(error);
    const [line, ...faults] = message.split("\n");
    console.error(isUsage ? `${name}: ${line} (${usage})` : `${name}: ${line}`);
    // Ours are a list; what follows in a message of Node's is none
    if (error instanceof UsageError) for (const fault of faults) console.error(fault);
    process.exitCode = isUsage ? USAGE_ERROR : failure;
  }
}

/** https://nodejs.org/api/util.html#utilparseargsconfig names its errors by their codes. */
function isParseError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
