import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type * as z from "zod";
import { logger } from "#platform/observability";

/** Connects logic to an event that is not HTTP: the event is parsed, and an error keeps its name. */
export function eventHandler<S extends z.ZodType, Output extends object>(
  schema: S,
  run: (input: z.output<S>) => Promise<Output>,
): (event: unknown, context: Context) => Promise<Output> {
  // The state machine retries Lambda's time-out, not the error that middy throws shortly before it
  return middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: unknown) => {
      const input = schema.parse(event);
      return run(input);
    });
}
