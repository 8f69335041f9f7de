import type { AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { stepFunctionsApi } from "./api/service.ts";
import { requireName } from "./arns.ts";
import { startEngine } from "./engine.ts";
import { openExecutions } from "./executions.ts";
import { openMachines, QUIET } from "./machines.ts";

/** What a Lambda function answered, or how it failed. */
export type InvokeOutcome =
  | { payload: unknown }
  | { functionError: { errorType: string; errorMessage: string; trace?: string[] } };

/** What the local Step Functions stand on. */
export interface StepFunctionsOptions {
  store: Store;
  clock: Clock;
  region: string;
  accountId: string;
  /** `functionName` may be a name or an ARN; throws AwsError for errors of the service (error `Lambda.<code>`). */
  invoke(functionName: string, payload: unknown): Promise<InvokeOutcome>;
  /** Takes the EventBridge detail of "Step Functions Execution Status Change", at least once a status. */
  onStatusChange(detail: Record<string, unknown>): void;
}

/** The local Step Functions. */
export interface StepFunctions {
  service: AwsService;
  /** Creates or updates a machine by name, as a deployment does, and returns its ARN. */
  deploy(name: string, definition: string, roleArn: string): string;
  /** Goes on with everything that was under way when the store was closed, or the process killed. */
  resume(): void;
  stop(): Promise<void>;
}

/** Opens the Step Functions kept in `options.store`; executions stand still until `resume`. */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { store, clock, region, accountId } = options;
  const machines = openMachines(store, region, accountId);
  const executions = openExecutions(store);
  const engine = startEngine(options, machines, executions);
  return {
    service: stepFunctionsApi({ machines, executions, engine, clock, region, accountId }),
    deploy: (name, definition, roleArn) =>
      machines.save(requireName(name), { ...QUIET, definition, roleArn }, clock.now()).arn,
    resume: () => engine.resume(),
    stop: () => engine.stop(),
  };
}
