import { pathToFileURL } from "node:url";
import { type MessagePort, parentPort } from "node:worker_threads";
import type {
  FunctionError,
  FunctionSetup,
  InvocationMessage,
  OutputLevel,
  WorkerMessage,
} from "./messages.ts";

// This file runs in a worker thread and handles one invocation after the other, each of any function. A thread with its
// first bundle needs about 50 MB and every further bundle about 10 MB, so functions share threads.

type Handler = (event: unknown, context: object) => unknown;

/** The handlers of the functions that are loaded here, by function name. */
const handlers = new Map<string, Promise<Handler>>();

function describe(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? "").split("\n") };
}

async function loadHandler({ bundle }: FunctionSetup): Promise<Handler> {
  const module: { handler?: unknown } = await import(pathToFileURL(bundle).href);
  if (typeof module.handler !== "function") {
    const missing = new Error("index.handler is undefined or not exported");
    missing.name = "Runtime.HandlerNotFound";
    throw missing;
  }
  return module.handler as Handler;
}

/** Replaces the thread's environment with that of the function, which may read it while it loads. */
function setEnvironment(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
}

async function handlerOf(setup: FunctionSetup): Promise<Handler> {
  const handler = handlers.get(setup.functionName) ?? loadHandler(setup);
  handlers.set(setup.functionName, handler);
  return handler;
}

function contextOf({ setup, requestId, timeoutMs }: InvocationMessage): object {
  const deadline = performance.now() + timeoutMs;
  return {
    functionName: setup.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: process.env["AWS_LAMBDA_LOG_STREAM_NAME"],
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/** Sends output as messages on the same port as results, so that it is assigned to its invocation. */
function sendOutput(
  stream: NodeJS.WriteStream,
  level: OutputLevel,
  send: (message: WorkerMessage) => void,
): void {
  stream.write = (chunk: Uint8Array | string, encoding?: unknown, done?: () => void): boolean => {
    send({ kind: "output", level, text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString() });
    const written = typeof encoding === "function" ? encoding : done;
    written?.();
    return true;
  };
}

function serve(port: MessagePort): void {
  const send = (message: WorkerMessage): void => port.postMessage(message);
  sendOutput(process.stdout, "INFO", send);
  sendOutput(process.stderr, "ERROR", send);
  port.on("message", async (invocation: InvocationMessage) => {
    try {
      setEnvironment(invocation.setup.environment);
      const handler = await handlerOf(invocation.setup);
      send({ kind: "loaded" });
      const value = await handler(JSON.parse(invocation.payload), contextOf(invocation));
      send({ kind: "result", payload: JSON.stringify(value) ?? "null" });
    } catch (error) {
      send({ kind: "failure", error: describe(error) });
    }
  });
}

if (parentPort !== null) serve(parentPort);
