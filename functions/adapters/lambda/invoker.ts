import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { transientByName } from "#adapters/transient";

/** Invokes a function of this stack and returns its answer; throws if it failed. */
export function lambdaInvoker(
  client: LambdaClient,
): (functionName: string, payload: unknown) => Promise<unknown> {
  return async (functionName, payload) => {
    const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) });
    const { Payload, FunctionError } = await transientByName(() => client.send(command));
    const text = Payload?.transformToString() ?? "";
    if (FunctionError !== undefined) throw new Error(`${functionName} failed: ${text}`);
    return JSON.parse(text);
  };
}
