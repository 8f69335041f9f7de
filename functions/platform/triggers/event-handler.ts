import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import type * as z from "zod";
import { logger } from "#platform/observability";

/** Connects a function to an event other than HTTP. The event is validated, and an error keeps its name. */
export function eventHandler<S extends z.ZodType, Output extends object>(
  schema: S,
  run: (input: z.output<S>) => Promise<Output>,
): (event: unknown, context: Context) => Promise<Output> {
  // middy would throw shortly before Lambda's time-out, but the state machine retries only Lambda's own
  // error.
  return middy<unknown, Output>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: unknown) => {
      const input = schema.parse(event);
      return run(input);
    });
}
