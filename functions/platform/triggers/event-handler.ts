import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type * as z from "zod";
import { logger } from "#platform/observability";

/** Wires logic to an event that is not HTTP: parse, log the outcome's code, let failures through by their name. */
export function eventHandler<S extends z.ZodType, Output extends object>(
  schema: S,
  run: (input: z.output<S>) => Promise<Output>,
): (event: unknown, context: Context) => Promise<Output> {
  // middy's own error just before the time-out is none that the machine retries; the one of Lambda itself is.
  return middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: unknown) => {
      const input = schema.parse(event);
      return run(input);
    });
}
