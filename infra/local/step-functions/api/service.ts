import { randomUUID } from "node:crypto";
import { AwsError, type AwsResponse, type AwsService } from "../../aws/service.ts";
import { executionOperations } from "./executions.ts";
import { machineOperations } from "./machines.ts";
import type { ApiContext, Operation } from "./operation.ts";
import { taskOperations } from "./tasks.ts";
import { validated } from "./validation.ts";

const operations: Readonly<Record<string, Operation>> = {
  ...machineOperations,
  ...executionOperations,
  ...taskOperations,
};

const TARGET = "AWSStepFunctions.";

/** Makes the AWS JSON 1.0 API of Step Functions. */
export function stepFunctionsApi(context: ApiContext): AwsService {
  return {
    matches: ({ headers }) => headers["x-amz-target"]?.startsWith(TARGET) ?? false,
    async handle({ headers, body }) {
      try {
        const name = headers["x-amz-target"]?.slice(TARGET.length) ?? "";
        const called = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (called === undefined) {
          throw new AwsError("UnknownOperationException", `The operation '${name}' is not supported`);
        }
        return answer(200, called.handle(validated(called.input, body), context));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return answer(error.status, { __type: error.code, message: error.message });
      }
    },
  };
}

function answer(status: number, body: Record<string, unknown>): AwsResponse {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}
