import * as z from "zod";
import { AwsError, type AwsService } from "../aws/service.ts";

/** An operation of an AWS JSON service; it parses its input and returns its output. */
export type JsonOperation = (input: unknown) => unknown;

/** Makes an operation from an input schema and a function; invalid input is a ValidationException. */
export function operation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => unknown,
): JsonOperation {
  return (input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new AwsError("ValidationException", z.prettifyError(parsed.error));
    return run(parsed.data);
  };
}

/** Makes a service of the AWS JSON protocol from a table of operations. */
export function createJsonService(
  targetPrefix: string,
  version: "1.0" | "1.1",
  operations: Readonly<Record<string, JsonOperation>>,
): AwsService {
  return {
    matches: ({ headers }) => headers["x-amz-target"]?.startsWith(`${targetPrefix}.`) === true,
    async handle({ headers, body }) {
      const name = headers["x-amz-target"]?.slice(targetPrefix.length + 1) ?? "";
      const run = operations[name];
      if (run === undefined)
        throw new AwsError("UnknownOperationException", `${name} is not supported locally`);
      return {
        status: 200,
        headers: { "content-type": `application/x-amz-json-${version}` },
        body: JSON.stringify((await run(parseBody(body))) ?? {}),
      };
    },
  };
}

function parseBody(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch (error) {
    throw new AwsError("SerializationException", String(error));
  }
}
