import { SSMClient } from "@aws-sdk/client-ssm";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { localClient } from "../demo/send-ticket.ts";
import type { Target } from "./command.ts";

const { text } = textsIn("en");

/** The AWS endpoint of a local cloud that was started without options. */
const LOCAL_URL = "http://127.0.0.1:4566";

const PROBE_MS = 1000;

/** Settings for AWS clients; empty if the SDK's own configuration is used. */
export type ClientSettings = Partial<ReturnType<typeof localClient>>;

const known = new WeakMap<Target, Promise<ClientSettings>>();

/** Finds the settings of a target once, so that the local cloud is also named once. */
export function clientSettings(target: Target): Promise<ClientSettings> {
  const settings = known.get(target) ?? findSettings(target);
  known.set(target, settings);
  return settings;
}

/**
 * Returns the settings of AWS clients for a target. Without `--aws-url` the SDK's own configuration is used.
 * A running local cloud is used only if no Region is configured, so that a command for AWS never goes to a
 * local cloud.
 */
async function findSettings({ awsUrl }: Target): Promise<ClientSettings> {
  if (awsUrl !== undefined) return localClient(awsUrl);
  if (await hasRegion()) return {};
  if (!(await isRunning(LOCAL_URL))) {
    throw new UsageError(text("operators.commands.error.no-region", { url: LOCAL_URL }));
  }
  console.error(`ops: ${text("operators.commands.local-cloud", { url: LOCAL_URL })}`);
  return localClient(LOCAL_URL);
}

/** The SDK reads the environment and the shared configuration files, and rejects if none names a Region. */
async function hasRegion(): Promise<boolean> {
  try {
    return (await new SSMClient({}).config.region()) !== "";
  } catch {
    return false;
  }
}

async function isRunning(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}
