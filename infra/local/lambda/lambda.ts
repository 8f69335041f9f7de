import { join } from "node:path";
import { AwsError } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import { makeFolder } from "../private-file.ts";
import type { LambdaFunction } from "../template/functions.ts";
import { openFunctionLog } from "./function-log.ts";
import type { InvokeOutcome } from "./messages.ts";
import { type SandboxFunction, startSandbox } from "./sandbox.ts";
import { createSandboxPool } from "./sandbox-pool.ts";

/** The local Lambda, which runs the bundles of dist/ in threads. */
export interface Lambda {
  /**
   * Invokes a function, by name or ARN; throws AwsError if there is no such function. On AWS every invocation
   * has an environment of its own. Here invocations share a few threads. One whose caller `isAwaiting` the
   * response, for a person or another system, comes before those of executions, streams and schedules.
   */
  invoke(functionName: string, payload: unknown, isAwaiting?: boolean): Promise<InvokeOutcome>;
  find(functionName: string): LambdaFunction;
  stop(): Promise<void>;
}

/** The options of the local Lambda. */
export interface LambdaOptions {
  readonly functions: readonly LambdaFunction[];
  readonly distDirectory: string;
  readonly logDirectory: string;
  readonly clock: Clock;
  readonly region: string;
  /** The endpoint of the functions' AWS clients. */
  readonly endpointUrl: string;
  /** Called before each invocation; an error that it throws is returned like an error of the service. */
  readonly beforeInvoke?: (functionName: string, payload: unknown) => void | Promise<void>;
}

/** The most threads: enough to keep two processors busy while some threads wait for DNS. */
const MOST_THREADS = 4;
const START_AFTER_MS = 1000;
const IDLE_MS = 60_000;
const LARGE_IDLE_MS = 10_000;
/** The largest payload: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Makes the local Lambda of a template's functions. */
export function createLambda(options: LambdaOptions): Lambda {
  const { functions, clock } = options;
  makeFolder(options.logDirectory);
  const prepared = new Map<string, SandboxFunction>();
  const pool = createSandboxPool({
    start: () =>
      startSandbox({
        find: prepare,
        memoryMegabytes: Math.max(...functions.map(({ memoryMegabytes }) => memoryMegabytes)),
      }),
    atMost: MOST_THREADS,
    startAfterMs: START_AFTER_MS,
    idleMs: IDLE_MS,
    largeIdleMs: LARGE_IDLE_MS,
    // On AWS no invocation waits for a thread, so time must not pass here while one waits.
    whileWaiting: (wait) => clock.stillDuring(wait),
  });

  function find(nameOrArn: string): LambdaFunction {
    const name = nameOrArn.replace(/^arn:aws[^:]*:lambda:[^:]*:\d+:function:/, "").replace(/:\$LATEST$/, "");
    const found = functions.find((definition) => definition.name === name);
    if (found !== undefined) return found;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
  }

  function prepare(name: string): SandboxFunction {
    const known = prepared.get(name);
    if (known !== undefined) return known;
    const definition = find(name);
    const { folder, arn, memoryMegabytes, timeoutSeconds } = definition;
    const made: SandboxFunction = {
      setup: {
        bundle: join(options.distDirectory, folder, "index.mjs"),
        functionName: name,
        functionArn: arn,
        memoryMegabytes,
        environment: environmentOf(definition, options),
      },
      timeoutSeconds,
      log: openFunctionLog(options.logDirectory, folder, () => clock.now()),
    };
    prepared.set(name, made);
    return made;
  }

  return {
    find,
    async invoke(functionName, payload, isAwaiting) {
      const { name } = find(functionName);
      const text = JSON.stringify(payload) ?? "{}";
      if (Buffer.byteLength(text) > LARGEST_PAYLOAD_BYTES) {
        throw new AwsError("RequestTooLargeException", "Request must be smaller than 6291456 bytes", 413);
      }
      return clock.during(async () => {
        await options.beforeInvoke?.(name, payload);
        return pool.run(name, text, isAwaiting);
      });
    },
    stop: () => pool.stop(),
  };
}

/**
 * Makes the environment variables of a function:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
function environmentOf(
  { name, memoryMegabytes, environment }: LambdaFunction,
  { region, endpointUrl }: LambdaOptions,
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    // There is no local X-Ray daemon.
    POWERTOOLS_TRACE_ENABLED: "false",
    TZ: ":UTC",
    ...environment,
  };
}
