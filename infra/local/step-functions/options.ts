import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

/** The result of a Lambda function, or its error. */
export type InvokeOutcome =
  | { payload: unknown }
  | { functionError: { errorType: string; errorMessage: string; trace?: string[] } };

/** The options of the local Step Functions. */
export interface StepFunctionsOptions {
  store: Store;
  clock: Clock;
  region: string;
  accountId: string;
  /** Invokes a function by name or ARN; throws AwsError for errors of the service (error `Lambda.<code>`). */
  invoke(functionName: string, payload: unknown): Promise<InvokeOutcome>;
  /**
   * Is called at least once for each status, with the EventBridge detail of "Step Functions Execution Status
   * Change".
   */
  onStatusChange(detail: Record<string, unknown>): void;
}
