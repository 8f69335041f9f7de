import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsError, type AwsService } from "../aws/service.ts";
import { type StorageError, storageErrorIn } from "../storage-error.ts";
import { askEngine, type EngineResponse } from "./engine-request.ts";
import { unavailable } from "./unavailable.ts";

const WRITES =
  /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|ExecuteStatement|ExecuteTransaction)$/;

/** The longest wait of a request for a restart. A restart takes less, but the functions' SDK retries only for about 100 ms. */
const MAX_WAIT_MS = 2000;
const CHECK_EVERY_MS = 20;

/** The options of the service in front of the engine. */
interface ServiceOptions {
  readonly dataDirectory: string;
  readonly url: () => string | undefined;
  /** Called after each request that may have written. */
  readonly onWrite: () => void;
  readonly onFailure: (error: StorageError) => void;
}

/** Forwards DynamoDB's requests to the engine; while the engine restarts, requests wait for a short time. */
export function createDynamoDbService(options: ServiceOptions): AwsService {
  return {
    matches: ({ headers }) => headers["x-amz-target"]?.startsWith("DynamoDB") === true,
    async handle({ method, headers, body }) {
      const target = headers["x-amz-target"] ?? "";
      const url = await availableUrl(options.url);
      const answer = await askEngine(url, { method, headers: requestHeaders(headers), body });
      const { status } = answer;
      if (status >= 500) failOnStorage(answer.body, options);
      if (status < 300 && WRITES.test(target)) options.onWrite();
      return { status, headers: responseHeaders(answer.headers), body: answer.body };
    },
  };
}

async function availableUrl(url: () => string | undefined): Promise<string> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (performance.now() < deadline) {
    const found = url();
    if (found !== undefined) return found;
    await sleep(CHECK_EVERY_MS);
  }
  throw unavailable();
}

/** The engine answers 500 if its file is unreadable or unwritable; every later request would fail too. */
function failOnStorage(answer: string, { dataDirectory, onFailure }: ServiceOptions): void {
  const error = storageErrorIn(join(dataDirectory, "dynamodb.db"), answer);
  if (error === undefined) return;
  onFailure(error);
  throw new AwsError("InternalServerError", error.message, 500);
}

function requestHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const wanted = ["content-type", "x-amz-target", "x-amz-date", "x-amz-security-token", "authorization"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => wanted.includes(name)));
}

function responseHeaders(headers: EngineResponse["headers"]): Record<string, string> {
  return Object.fromEntries(
    ["content-type", "x-amzn-requestid", "x-amz-crc32"].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
