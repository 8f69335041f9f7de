import { randomUUID } from "node:crypto";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { FunctionLog } from "./function-log.ts";
import type {
  FunctionError,
  FunctionSetup,
  InvocationMessage,
  InvokeOutcome,
  WorkerMessage,
} from "./messages.ts";

/** The data that a sandbox needs to run a function. */
export interface SandboxFunction {
  readonly setup: FunctionSetup;
  readonly timeoutSeconds: number;
  readonly log: FunctionLog;
}

/** A worker thread that handles one invocation at a time, of any function. */
export interface Sandbox {
  /** Returns whether the function is already loaded here. */
  hasLoaded(functionName: string): boolean;
  /** Counts the functions that are loaded here. */
  loadedFunctions(): number;
  invoke(functionName: string, payload: string): Promise<InvokeOutcome>;
  /** Returns false once its thread has ended or is ending. */
  isAlive(): boolean;
  end(): Promise<void>;
}

type End =
  | Exclude<WorkerMessage, { kind: "loaded" | "output" }>
  | { readonly kind: "death"; readonly error: FunctionError };

/** The receivers of the thread's messages during an invocation. */
interface Running {
  readonly log: FunctionLog;
  readonly onLoaded: () => void;
  readonly onEnd: (end: End) => void;
}

/** The options of a sandbox. */
interface SandboxOptions {
  readonly find: (functionName: string) => SandboxFunction;
  /** The largest memory limit of all functions. */
  readonly memoryMegabytes: number;
}

/** Starts a worker thread. */
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

  /** The time-out starts after loading, because on AWS the initialisation phase has a separate time-out. */
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
    loadedFunctions: () => loaded.size,
    isAlive: () => alive,
    end,
    async invoke(functionName, payload) {
      const { setup, timeoutSeconds, log } = options.find(functionName);
      const requestId = randomUUID();
      const ended = await run({ setup, requestId, payload, timeoutMs: timeoutSeconds * 1000 }, log);
      if (ended.kind === "result") return { payload: JSON.parse(ended.payload) };
      const functionError = withRequestId(ended, requestId);
      log.write({ level: "ERROR", requestId, ...functionError });
      if (ended.kind === "death") await end();
      return { functionError };
    },
  };
}

/**
 * The worker is a file beside this module, both in the source and in the bundle of `npm start`; plain
 * JavaScript saves each thread 12 MB.
 */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/** A thread uses its process's compile cache, and nothing else of its environment. */
const COMPILE_CACHE = "NODE_COMPILE_CACHE";

function startWorker({ memoryMegabytes }: SandboxOptions): Worker {
  const compileCache = process.env[COMPILE_CACHE];
  const worker = new Worker(WORKER, {
    env: compileCache === undefined ? {} : { [COMPILE_CACHE]: compileCache },
    execArgv: [],
    // The room for young objects is an option of the whole process: see small-heap.ts.
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    stdout: true,
    stderr: true,
  });
  // Functions' output arrives as messages; any other output is discarded.
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

/** Adds the request id to an error of Lambda itself, as AWS does; a handler's error stays unchanged. */
function withRequestId(
  { kind, error }: Extract<End, { error: FunctionError }>,
  requestId: string,
): FunctionError {
  const isLambdas = kind === "death" && /^(Runtime\.ExitError|Sandbox\.)/.test(error.errorType);
  return isLambdas
    ? { ...error, errorMessage: `RequestId: ${requestId} Error: ${error.errorMessage}` }
    : error;
}
