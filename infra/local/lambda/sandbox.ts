import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { FunctionLog } from "./function-log.ts";
import type {
  FunctionError,
  FunctionSetup,
  InvocationMessage,
  InvokeOutcome,
  WorkerMessage,
} from "./messages.ts";

/** A function as a sandbox runs it. */
export interface SandboxFunction {
  readonly setup: FunctionSetup;
  readonly timeoutSeconds: number;
  readonly log: FunctionLog;
}

/** One worker thread; it handles one invocation at a time, of any function. */
export interface Sandbox {
  /** True if the function was invoked here before, so that it need not be loaded. */
  hasLoaded(functionName: string): boolean;
  invoke(functionName: string, payload: string): Promise<InvokeOutcome>;
  /** False once its thread has ended, or is bound to. */
  isAlive(): boolean;
  end(): Promise<void>;
}

type End =
  | Exclude<WorkerMessage, { kind: "loaded" | "output" }>
  | { readonly kind: "death"; readonly error: FunctionError };

/** The part of an invocation under way that the thread's messages go to. */
interface Running {
  readonly log: FunctionLog;
  readonly onLoaded: () => void;
  readonly onEnd: (end: End) => void;
}

/** The options of a sandbox. */
interface SandboxOptions {
  readonly find: (functionName: string) => SandboxFunction;
  /** The most that the function with the largest memory may use. */
  readonly memoryMegabytes: number;
}

/** Starts a thread. */
export function startSandbox(options: SandboxOptions): Sandbox {
  const worker = startWorker(options);
  const loaded = new Set<string>();
  let alive = true;
  let running: Running | undefined;

  function die(error: FunctionError): void {
    alive = false;
    running?.onEnd({ kind: "death", error });
  }

  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "output") running?.log.output(message.level, message.text);
    else if (message.kind === "loaded") running?.onLoaded();
    else running?.onEnd(message);
  });
  worker.on("error", (error: Error & { code?: string }) => die(describeDeath(error)));
  worker.on("exit", (code) => {
    const how = code === 0 ? "without providing a reason" : `with error: exit status ${code}`;
    die({ errorType: "Runtime.ExitError", errorMessage: `Runtime exited ${how}` });
  });

  /** Time to load is not counted: on AWS the initialisation phase has a time of its own. */
  function run(invocation: InvocationMessage, log: FunctionLog): Promise<End> {
    let timer: NodeJS.Timeout | undefined;
    return new Promise<End>((onEnd) => {
      const onLoaded = (): void => {
        loaded.add(invocation.setup.functionName);
        timer = setTimeout(() => onEnd({ kind: "death", error: timedOut(invocation) }), invocation.timeoutMs);
      };
      running = { log, onLoaded, onEnd };
      worker.postMessage(invocation);
    }).finally(() => clearTimeout(timer));
  }

  async function end(): Promise<void> {
    alive = false;
    await worker.terminate();
  }

  return {
    hasLoaded: (functionName) => loaded.has(functionName),
    isAlive: () => alive,
    end,
    async invoke(functionName, payload) {
      const { setup, timeoutSeconds, log } = options.find(functionName);
      const requestId = randomUUID();
      const ended = await run({ setup, requestId, payload, timeoutMs: timeoutSeconds * 1000 }, log);
      if (ended.kind === "result") return { payload: JSON.parse(ended.payload) };
      const functionError = named(ended, requestId);
      log.write({ level: "ERROR", requestId, ...functionError });
      if (ended.kind === "death") await end();
      return { functionError };
    },
  };
}

/** Threads with the 48 MB that Node takes for young objects alone would be half of a cloud's memory. */
const YOUNG_MEGABYTES = 16;

function startWorker({ memoryMegabytes }: SandboxOptions): Worker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
    stdout: true,
    stderr: true,
  });
  // The functions' output comes as messages; nothing else is written for people.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

function timedOut({ timeoutMs }: InvocationMessage): FunctionError {
  const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return { errorType: "Sandbox.Timedout", errorMessage };
}

function describeDeath(error: Error & { code?: string }): FunctionError {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { errorType: "Runtime.ExitError", errorMessage: "Runtime exited with error: signal: killed" };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

/** Lambda itself, unlike a handler, puts the request id before its message. */
function named({ kind, error }: Extract<End, { error: FunctionError }>, requestId: string): FunctionError {
  const isLambdas = kind === "death" && /^(Runtime\.ExitError|Sandbox\.)/.test(error.errorType);
  return isLambdas
    ? { ...error, errorMessage: `RequestId: ${requestId} Error: ${error.errorMessage}` }
    : error;
}
