import type { AwsService } from "../aws/service.ts";
import { stepFunctionsApi } from "./api/service.ts";
import { requireName } from "./arns.ts";
import { startEngine } from "./engine.ts";
import { openExecutions } from "./executions.ts";
import { NO_LOGS_OR_TRACES, openMachines } from "./machines.ts";
import type { StepFunctionsOptions } from "./options.ts";

/** The local Step Functions. */
export interface StepFunctions {
  service: AwsService;
  /** Creates or updates a machine by name, as a deployment does, and returns its ARN. */
  deploy(name: string, definition: string, roleArn: string): string;
  /** Continues the executions that were running when the previous process was stopped or killed. */
  resume(): void;
  stop(): Promise<void>;
}

/** Opens the Step Functions in `options.store`; no execution runs before `resume`. */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { store, clock, region, accountId } = options;
  const machines = openMachines(store, region, accountId);
  const executions = openExecutions(store);
  const engine = startEngine(options, machines, executions);
  return {
    service: stepFunctionsApi({ machines, executions, engine, clock, region, accountId }),
    deploy: (name, definition, roleArn) =>
      machines.save(requireName(name), { ...NO_LOGS_OR_TRACES, definition, roleArn }, clock.now()).arn,
    resume: () => engine.resume(),
    stop: () => engine.stop(),
  };
}
