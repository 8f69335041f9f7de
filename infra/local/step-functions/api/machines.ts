import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import { nameInArn, requireArn, requireName, stateMachineArn } from "../arns.ts";
import { type Machines, NO_LOGS_OR_TRACES, type StateMachine, sameExceptRole } from "../machines.ts";
import { examineDefinition, parseDefinition } from "../parse-definition.ts";
import { variableReferences } from "../variable-references.ts";
import { operation, seconds } from "./operation.ts";
import { maxResults, nextToken, page } from "./paging.ts";

const arn = z.string().min(1).max(256);
const definition = z.string().min(1).max(1_048_576);
const type = z.enum(["STANDARD", "EXPRESS"]).optional();
const configurations = {
  loggingConfiguration: z.looseObject({}).optional(),
  tracingConfiguration: z.looseObject({}).optional(),
};

/** Returns the machine; throws StateMachineDoesNotExist if there is none. */
export function machineFor(machines: Machines, machineArn: string): StateMachine {
  const machine = machines.get(requireArn(machineArn, "stateMachine"));
  if (machine !== undefined) return machine;
  throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${machineArn}'`);
}

/** Step Functions encrypts with its own key, because local machines have no customer key. */
export const OWNED_BY_AWS = { type: "AWS_OWNED_KEY" };

/** Returns the variables that the states of a definition read, or nothing if no state reads one. */
export function variableReferencesOf(definition: string): { variableReferences?: Record<string, string[]> } {
  const references = variableReferences(parseDefinition(definition));
  return Object.keys(references).length === 0 ? {} : { variableReferences: references };
}

/** The operations on state machines. */
export const machineOperations = {
  CreateStateMachine: operation(
    z.object({
      name: z.string().min(1).max(80),
      definition,
      roleArn: arn,
      type,
      ...configurations,
      publish: z.boolean().optional(),
    }),
    (input, { machines, clock, region, accountId }) => {
      if (input.type === "EXPRESS") {
        const message = "Type 'EXPRESS' is not supported by the local engine, only 'STANDARD'";
        throw new AwsError("StateMachineTypeNotSupported", message);
      }
      if (input.publish === true) {
        throw new AwsError("ValidationException", "'publish' is not supported by the local engine");
      }
      const settings = {
        definition: input.definition,
        roleArn: input.roleArn,
        loggingConfiguration: input.loggingConfiguration ?? NO_LOGS_OR_TRACES.loggingConfiguration,
        tracingConfiguration: input.tracingConfiguration ?? NO_LOGS_OR_TRACES.tracingConfiguration,
      };
      const existing = machines.get(stateMachineArn(region, accountId, requireName(input.name)));
      if (existing !== undefined && !sameExceptRole(existing, settings)) {
        throw new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${existing.arn}'`);
      }
      const machine = existing ?? machines.save(input.name, settings, clock.now());
      return { creationDate: seconds(machine.creationMs), stateMachineArn: machine.arn };
    },
  ),

  UpdateStateMachine: operation(
    z.object({
      stateMachineArn: arn,
      definition: definition.optional(),
      roleArn: arn.optional(),
      ...configurations,
    }),
    ({ stateMachineArn: machineArn, ...changes }, { machines, clock }) => {
      const machine = machineFor(machines, machineArn);
      if (Object.values(changes).every((change) => change === undefined)) {
        const message =
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified";
        throw new AwsError("MissingRequiredParameter", message);
      }
      const settings = {
        definition: changes.definition ?? machine.definition,
        roleArn: changes.roleArn ?? machine.roleArn,
        loggingConfiguration: changes.loggingConfiguration ?? machine.loggingConfiguration,
        tracingConfiguration: changes.tracingConfiguration ?? machine.tracingConfiguration,
      };
      const updated = machines.save(nameInArn(machineArn), settings, clock.now());
      return { revisionId: updated.revisionId, updateDate: seconds(updated.updateMs) };
    },
  ),

  DescribeStateMachine: operation(z.object({ stateMachineArn: arn }), (input, { machines }) => {
    const machine = machineFor(machines, input.stateMachineArn);
    return {
      creationDate: seconds(machine.creationMs),
      definition: machine.definition,
      encryptionConfiguration: OWNED_BY_AWS,
      loggingConfiguration: machine.loggingConfiguration,
      name: machine.name,
      revisionId: machine.revisionId,
      roleArn: machine.roleArn,
      stateMachineArn: machine.arn,
      status: "ACTIVE",
      tracingConfiguration: machine.tracingConfiguration,
      type: "STANDARD",
      ...variableReferencesOf(machine.definition),
    };
  }),

  ListStateMachines: operation(
    z.object({ maxResults, nextToken: nextToken(1024) }),
    (input, { machines }) => {
      const { items, ...rest } = page(
        machines.list(),
        (machine) => machine.arn,
        input.maxResults,
        input.nextToken,
      );
      const stateMachines = items.map((machine) => ({
        stateMachineArn: machine.arn,
        name: machine.name,
        type: "STANDARD",
        creationDate: seconds(machine.creationMs),
      }));
      return { stateMachines, ...rest };
    },
  ),

  DeleteStateMachine: operation(z.object({ stateMachineArn: arn }), (input, { machines, executions }) => {
    const machineArn = requireArn(input.stateMachineArn, "stateMachine");
    for (const execution of executions.list()) {
      if (execution.machineArn === machineArn && execution.status !== "RUNNING")
        executions.delete(execution.arn);
    }
    machines.delete(machineArn);
    return {};
  }),

  ValidateStateMachineDefinition: operation(
    z.object({ definition: z.string().max(1_048_576), type }),
    (input) => {
      const examined = examineDefinition(input.definition);
      const diagnostics = "diagnostics" in examined ? examined.diagnostics : [];
      return { diagnostics, result: diagnostics.length > 0 ? "FAIL" : "OK", truncated: false };
    },
  ),
};
