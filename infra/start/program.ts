import { readConfigurationFile } from "../configuration-file.ts";
import { type Cloud, startCloud } from "../local/cloud.ts";
import { PortTakenError } from "../local/listen.ts";
import { DirectoryInUseError } from "../local/lock.ts";
import { storageErrorOf } from "../local/storage-error.ts";
import { nextSteps } from "../next-steps.ts";
import { readSettings } from "./settings.ts";

// The program of `npm start`, once all bundles are made: it runs as a bundle itself.

function describe({ urls, ports, dataDirectory, zonesDirectory }: Cloud): string[] {
  return [
    `Home page     ${urls.http}`,
    `Mailbox       ${urls.mailbox}`,
    `Help desk     ${urls.desk}`,
    `AWS endpoint  ${urls.aws}`,
    `DNS server    127.0.0.1:${ports.dns}, zone files in ${zonesDirectory}`,
    `DNS resolver  127.0.0.1:${ports.resolver}`,
    `Data          ${dataDirectory}`,
  ];
}

const portOptions: Readonly<Record<string, string>> = {
  "the HTTP API": "--http-port",
  "the AWS endpoint": "--aws-port",
  "the DNS server": "--dns-port",
  "the DNS resolver": "--resolver-port",
};

function explain(error: unknown): string {
  if (error instanceof PortTakenError) {
    return `${error.message}: choose another with ${portOptions[error.purpose]} N`;
  }
  if (error instanceof DirectoryInUseError) return `${error.message}: choose another with --data DIR`;
  const known = storageErrorOf(error) ?? error;
  return known instanceof Error ? known.message : String(known);
}

/**
 * The signals that stop the cloud. A closing terminal sends SIGHUP; Windows sends SIGBREAK for Ctrl-Break.
 */
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;
/**
 * The time limit of a shutdown: a part that can't stop, for example because the disk is full, must not keep
 * the process alive.
 */
const STOPS_WITHIN_MS = 10_000;

let cloud: Cloud | undefined;
let isEnding = false;

/** Stops everything and exits. A DynamoDB engine that still runs ends with the process. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(code), STOPS_WITHIN_MS).unref();
  await cloud?.stop().catch(() => {});
  process.exit(code);
}

function fail(error: unknown): void {
  if (!isEnding) console.error(explain(error));
  void end(1);
}

async function start(): Promise<void> {
  const chosen = readSettings();
  const configured = chosen.configuration ? await readConfigurationFile(chosen.configuration) : undefined;
  const endpoint = process.env["DYNAMODB_ENDPOINT"];
  if (endpoint) console.log(`DynamoDB      ${endpoint}, as DYNAMODB_ENDPOINT says`);
  cloud = await startCloud({
    dataDirectory: chosen.data,
    speed: chosen.speed,
    isSenderSigned: true,
    hasSignIn: chosen["sign-in"],
    lacks: { productionAccess: chosen.sandbox, verifiedSender: chosen["unverified-sender"] },
    parameters: {
      OpsAddress: "operations@helpdesk.example",
      ...(configured && { Configuration: configured.text }),
    },
    ports: {
      http: chosen["http-port"],
      aws: chosen["aws-port"],
      dns: chosen["dns-port"],
      resolver: chosen["resolver-port"],
    },
    onFailure: fail,
  });
  console.log(["Sendworthy's local cloud is up.", "", ...describe(cloud)].join("\n"));
  console.log(
    ["", "Try next:", ...nextSteps(cloud).map((line) => `  ${line}`), "", "Ctrl-C stops it."].join("\n"),
  );
}

// Signals are handled from the beginning, so that an interrupted start leaves no DynamoDB process behind.
for (const signal of ENDING_SIGNALS) process.on(signal, () => void end(0));
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
start().catch(fail);
