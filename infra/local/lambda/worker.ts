import { pathToFileURL } from "node:url";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { FunctionError, InvocationMessage, WorkerMessage, WorkerSetup } from "./messages.ts";

// Runs in a thread of its own: loads one bundle, then handles one invocation after another.

type Handler = (event: unknown, context: object) => unknown;

const setup = workerData as WorkerSetup;

function describe(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? "").split("\n") };
}

async function loadHandler(): Promise<Handler> {
  const module: { handler?: unknown } = await import(pathToFileURL(setup.bundle).href);
  if (typeof module.handler !== "function") {
    const missing = new Error("index.handler is undefined or not exported");
    missing.name = "Runtime.HandlerNotFound";
    throw missing;
  }
  return module.handler as Handler;
}

function contextOf({ requestId, timeoutMs }: InvocationMessage): object {
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

async function answer(handler: Handler, invocation: InvocationMessage): Promise<WorkerMessage> {
  try {
    const value = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    return { kind: "result", payload: JSON.stringify(value) ?? "null" };
  } catch (error) {
    return { kind: "failure", error: describe(error) };
  }
}

async function serve(port: MessagePort): Promise<void> {
  try {
    const handler = await loadHandler();
    port.on("message", async (invocation: InvocationMessage) => {
      port.postMessage(await answer(handler, invocation));
    });
    port.postMessage({ kind: "ready" } satisfies WorkerMessage);
  } catch (error) {
    port.postMessage({ kind: "failure", error: describe(error) } satisfies WorkerMessage);
  }
}

if (parentPort !== null) await serve(parentPort);
