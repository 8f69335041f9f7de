import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { LambdaFunction } from "../template/functions.ts";
import type { FunctionLog } from "./function-log.ts";
import type {
  FunctionError,
  InvocationMessage,
  InvokeOutcome,
  WorkerMessage,
  WorkerSetup,
} from "./messages.ts";

/** One worker thread of one function; it handles one invocation at a time. */
export interface Sandbox {
  readonly functionName: string;
  invoke(payload: string): Promise<InvokeOutcome>;
  /** False once its thread has ended, or is bound to. */
  isAlive(): boolean;
  end(): Promise<void>;
}

type Received = WorkerMessage | { readonly kind: "death"; readonly error: FunctionError };

/** Starts a thread for `definition` on its bundle. */
export function startSandbox(options: {
  definition: LambdaFunction;
  bundle: string;
  environment: Readonly<Record<string, string>>;
  log: FunctionLog;
}): Sandbox {
  const { definition, log } = options;
  const worker = startWorker(definition, options.bundle, options.environment);
  log.follow(worker.stdout, "INFO");
  log.follow(worker.stderr, "ERROR");

  let alive = true;
  let receive: (received: Received) => void = () => {};
  const nextReceived = (): Promise<Received> =>
    new Promise((resolve) => {
      receive = resolve;
    });
  const loaded = nextReceived();
  worker.on("message", (message: WorkerMessage) => receive(message));
  worker.on("error", (error: Error & { code?: string }) => {
    alive = false;
    receive({ kind: "death", error: describeDeath(error) });
  });
  worker.on("exit", (code) => {
    alive = false;
    const how = code === 0 ? "without providing a reason" : `with error: exit status ${code}`;
    receive({
      kind: "death",
      error: { errorType: "Runtime.ExitError", errorMessage: `Runtime exited ${how}` },
    });
  });

  async function end(): Promise<void> {
    alive = false;
    await worker.terminate();
  }

  /** Loading is not counted: on AWS the initialisation phase has a time of its own. */
  async function run(invocation: InvocationMessage): Promise<Received> {
    const first = await loaded;
    if (first.kind !== "ready")
      return { kind: "death", error: first.kind === "result" ? NO_ANSWER : first.error };
    const received = nextReceived();
    worker.postMessage(invocation);
    const timer = setTimeout(() => {
      const errorMessage = `Task timed out after ${definition.timeoutSeconds.toFixed(2)} seconds`;
      receive({ kind: "death", error: { errorType: "Sandbox.Timedout", errorMessage } });
    }, invocation.timeoutMs);
    return received.finally(() => clearTimeout(timer));
  }

  return {
    functionName: definition.name,
    isAlive: () => alive,
    end,
    async invoke(payload) {
      const requestId = randomUUID();
      const received = await run({ requestId, payload, timeoutMs: definition.timeoutSeconds * 1000 });
      if (received.kind === "result") return { payload: JSON.parse(received.payload) };
      const functionError = received.kind === "ready" ? NO_ANSWER : named(received, requestId);
      log.write({ level: "ERROR", requestId, ...functionError });
      if (received.kind === "death") await end();
      return { functionError };
    },
  };
}

/** A dozen threads with the 48 MB that Node takes for itself would be half of a cloud's memory. */
const YOUNG_MEGABYTES = 16;

const NO_ANSWER: FunctionError = { errorType: "Runtime.Unknown", errorMessage: "The thread gave no answer" };

function startWorker(
  definition: LambdaFunction,
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Worker {
  // NODE_OPTIONS of the template is for a process; a thread takes its options as execArgv.
  const { NODE_OPTIONS: nodeOptions = "", ...env } = environment;
  return new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: {
      bundle,
      functionName: definition.name,
      functionArn: definition.arn,
      memoryMegabytes: definition.memoryMegabytes,
    } satisfies WorkerSetup,
    env,
    execArgv: nodeOptions.split(" ").filter((option) => option !== ""),
    resourceLimits: {
      maxOldGenerationSizeMb: definition.memoryMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
    stdout: true,
    stderr: true,
  });
}

function describeDeath(error: Error & { code?: string }): FunctionError {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { errorType: "Runtime.ExitError", errorMessage: "Runtime exited with error: signal: killed" };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

/** Lambda itself, unlike a handler, puts the request id before what it says. */
function named(
  { kind, error }: Extract<Received, { error: FunctionError }>,
  requestId: string,
): FunctionError {
  const isLambdas = kind === "death" && /^(Runtime\.ExitError|Sandbox\.)/.test(error.errorType);
  return isLambdas
    ? { ...error, errorMessage: `RequestId: ${requestId} Error: ${error.errorMessage}` }
    : error;
}
