import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe } from "vitest";
import { localClient } from "../../infra/demo/send-ticket.ts";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { type Cloud, type CloudOptions, startCloud } from "../../infra/local/cloud.ts";
import { openStore } from "../../infra/local/store.ts";

/** Is called before every invocation, with the folder of the function. */
export type Hook = (folder: string, payload: unknown) => void | Promise<void>;

/** A local cloud with the real bundles in a separate directory, and the test's hooks. */
export interface World {
  readonly cloud: Cloud;
  /** The faults; the first one that answers replaces the service. */
  readonly faults: Set<Intercept>;
  readonly hooks: Set<Hook>;
  readonly table: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
  readonly ses: SESv2Client;
  /**
   * Acts as an external person or program, in real time, so that no signature expires on its way to the
   * cloud.
   */
  act<T>(work: () => Promise<T>): Promise<T>;
  /** Stops the cloud and starts it again as if `awayMs` had passed in between. */
  restart(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The options that differ from test to test. */
export type WorldOptions = Pick<CloudOptions, "parameters" | "lacks"> & {
  /** Virtual seconds in a real second while no work is in progress; see `SPEED`. */
  readonly speed?: number;
  /** The directory of an earlier cloud; by default a new one. */
  readonly dataDirectory?: string;
};

/**
 * A speed at which a test never waits for the clock but only for work, because time runs at real speed during
 * a function, a DNS query or one of the test's own actions.
 */
const SPEED = 3000;

/** Any free ports. */
const ANY_PORT = { http: 0, aws: 0, dns: 0, resolver: 0 };

const binary = fileURLToPath(
  new URL(`../../node_modules/@dynoxide/${process.platform}-${process.arch}/dynoxide`, import.meta.url),
);
const hasDynamoDb = existsSync(binary);
if (!hasDynamoDb) {
  const complaint = `There is no DynamoDB binary for this platform (${binary}): the whole path is NOT tested`;
  if (process.env["CI"] === "true") throw new Error(complaint);
  console.warn(complaint);
}

/** Tests that need the whole cloud; without its DynamoDB they are skipped with a message. */
export const describeWhole = describe.skipIf(!hasDynamoDb);

/**
 * Starts a world with the functions of `dist`, which are bundled once for all tests. Its directory is removed
 * when it stops.
 */
export async function startWorld({
  speed = SPEED,
  parameters,
  lacks,
  ...given
}: WorldOptions = {}): Promise<World> {
  const dataDirectory = given.dataDirectory ?? (await mkdtemp(join(tmpdir(), "whole-")));
  const faults = new Set<Intercept>();
  const hooks = new Set<Hook>();
  const options: CloudOptions = {
    dataDirectory,
    ports: ANY_PORT,
    speed,
    ...(parameters && { parameters }),
    ...(lacks && { lacks }),
    async intercept(...call) {
      for (const fault of faults) {
        const answer = await fault(...call);
        if (answer !== undefined) return answer;
      }
      return undefined;
    },
    async beforeInvoke(functionName, payload) {
      for (const hook of hooks) await hook(functionName.replace(/^sendworthy-/, ""), payload);
    },
  };
  let cloud = await startCloud(options);
  let clients = clientsOf(cloud);
  return {
    faults,
    hooks,
    get cloud() {
      return cloud;
    },
    get table() {
      return clients.table;
    },
    get stepFunctions() {
      return clients.stepFunctions;
    },
    get ses() {
      return clients.ses;
    },
    act: (work) => cloud.clock.during(work),
    async restart(awayMs) {
      await cloud.stop();
      letTimePass(dataDirectory, awayMs);
      cloud = await startCloud(options);
      clients = clientsOf(cloud);
    },
    async stop() {
      await cloud.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

function clientsOf({ urls }: Cloud): Pick<World, "table" | "stepFunctions" | "ses"> {
  const settings = localClient(urls.aws);
  return {
    table: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    stepFunctions: new SFNClient(settings),
    ses: new SESv2Client(settings),
  };
}

/**
 * While a cloud is stopped, real time counts, so a machine that was off for weeks is simulated by an older
 * last time.
 */
function letTimePass(dataDirectory: string, awayMs: number): void {
  const store = openStore(join(dataDirectory, "cloud.db"));
  const clock = store.collection<{ realMs: number }>("clock");
  const saved = clock.get("clock");
  if (saved === undefined) throw new Error("The clock was never saved");
  clock.put("clock", { ...saved, realMs: saved.realMs - awayMs });
  store.close();
}
