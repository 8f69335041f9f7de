import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsError, type AwsService } from "../aws/service.ts";
import { type StorageError, storageErrorIn } from "../storage-error.ts";
import { unavailable } from "./client.ts";

const WRITES =
  /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|ExecuteStatement|ExecuteTransaction)$/;

/** A restart takes a fraction of this; the functions' SDK tries again only for some 100 ms. */
const HELD_MS = 2000;
const CHECK_EVERY_MS = 20;

/** The options of the service in front of the engine. */
interface ServiceOptions {
  readonly dataDirectory: string;
  readonly url: () => string | undefined;
  /** Called after each request that may have written. */
  readonly onWrite: () => void;
  readonly onFailure: (error: StorageError) => void;
}

/** Passes DynamoDB's requests on to the engine, and holds them for a moment while it is being started again. */
export function createDynamoDbService(options: ServiceOptions): AwsService {
  return {
    matches: ({ headers }) => headers["x-amz-target"]?.startsWith("DynamoDB") === true,
    async handle({ method, headers, body }) {
      const target = headers["x-amz-target"] ?? "";
      const url = await availableUrl(options.url);
      const response = await fetch(url, { method, headers: forwarded(headers), body }).catch(() => {
        throw unavailable();
      });
      const answer = await response.text();
      if (response.status >= 500) failOnStorage(answer, options);
      if (response.ok && WRITES.test(target)) options.onWrite();
      return { status: response.status, headers: kept(response.headers), body: answer };
    },
  };
}

async function availableUrl(url: () => string | undefined): Promise<string> {
  const deadline = performance.now() + HELD_MS;
  while (performance.now() < deadline) {
    const found = url();
    if (found !== undefined) return found;
    await sleep(CHECK_EVERY_MS);
  }
  throw unavailable();
}

/** The engine answers 500 when its file cannot be read or written, and would for every request from now on. */
function failOnStorage(answer: string, { dataDirectory, onFailure }: ServiceOptions): void {
  const error = storageErrorIn(join(dataDirectory, "dynamodb.db"), answer);
  if (error === undefined) return;
  onFailure(error);
  throw new AwsError("InternalServerError", error.message, 500);
}

function forwarded(headers: Readonly<Record<string, string>>): Record<string, string> {
  const wanted = ["content-type", "x-amz-target", "x-amz-date", "x-amz-security-token", "authorization"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted.includes(name)));
}

function kept(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    ["content-type", "x-amzn-requestid", "x-amz-crc32"].flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
