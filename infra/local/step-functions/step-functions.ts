import type { AwsService } from "../aws/service.ts";
import { stepFunctionsApi } from "./api/service.ts";
import { requireName } from "./arns.ts";
import { startEngine } from "./engine.ts";
import { openExecutions } from "./executions.ts";
import { openMachines, QUIET } from "./machines.ts";
import type { StepFunctionsOptions } from "./options.ts";

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
