import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../aws/service.ts";
import type { AsyncInvocations } from "./async-invocations.ts";
import type { Lambda } from "./lambda.ts";

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Makes the Invoke operation of the Lambda API. */
export function createLambdaService(lambda: Lambda, asyncInvocations: AsyncInvocations): AwsService {
  async function invoke(functionName: string, request: AwsRequest): Promise<AwsResponse> {
    const payload = parsePayload(request.body);
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    lambda.find(functionName);
    switch (type) {
      case "DryRun":
        return { status: 204, body: "" };
      case "Event":
        asyncInvocations.accept(functionName, payload);
        return { status: 202, body: "" };
      case "RequestResponse": {
        const outcome = await lambda.invoke(functionName, payload);
        const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST" };
        if ("payload" in outcome) return { status: 200, headers, body: JSON.stringify(outcome.payload) };
        return {
          status: 200,
          headers: { ...headers, "x-amz-function-error": "Unhandled" },
          body: JSON.stringify(outcome.functionError),
        };
      }
      default:
        throw new AwsError("InvalidParameterValueException", `Unsupported invocation type: ${type}`);
    }
  }

  return {
    matches: ({ path }) => PATH.test(path),
    handle: (request) => invoke(decodeURIComponent(PATH.exec(request.path)?.[1] ?? ""), request),
  };
}

function parsePayload(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch (error) {
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${String(error)}`,
    );
  }
}
