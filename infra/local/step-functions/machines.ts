import { randomUUID } from "node:crypto";
import type { Store } from "../store.ts";
import { stateMachineArn } from "./arns.ts";
import type { Machine } from "./definition.ts";
import { parseDefinition } from "./parse-definition.ts";

/** A stored state machine. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly definitionKey: string;
  readonly roleArn: string;
  readonly creationMs: number;
  readonly updateMs: number;
  /** Absent until the first update. */
  readonly revisionId?: string;
  readonly loggingConfiguration: unknown;
  readonly tracingConfiguration: unknown;
}

/** The fields of a machine that an update can change. */
export type MachineSettings = Pick<
  StateMachine,
  "definition" | "roleArn" | "loggingConfiguration" | "tracingConfiguration"
>;

/** Settings of a machine without logs and traces. */
export const NO_LOGS_OR_TRACES = {
  loggingConfiguration: { includeExecutionData: false, level: "OFF" },
  tracingConfiguration: { enabled: false },
};

/** The state machines, and every definition that an execution may still run. */
export interface Machines {
  get(arn: string): StateMachine | undefined;
  list(): StateMachine[];
  /** Creates or updates the machine; the settings apply to executions that start later. */
  save(name: string, settings: MachineSettings, nowMs: number): StateMachine;
  delete(arn: string): void;
  definition(definitionKey: string): { text: string; machine: Machine };
}

/** Opens the machines in `store`. */
export function openMachines(store: Store, region: string, accountId: string): Machines {
  const machines = store.collection<StateMachine>("step-functions/machine");
  const definitions = store.collection<string>("step-functions/definition");
  const parsed = new Map<string, { text: string; machine: Machine }>();

  return {
    get: (arn) => machines.get(arn),
    list: () => machines.list().map(({ value }) => value),
    delete: (arn) => machines.delete(arn),
    save(name, settings, nowMs) {
      parseDefinition(settings.definition);
      const arn = stateMachineArn(region, accountId, name);
      return store.transaction(() => {
        const before = machines.get(arn);
        if (before !== undefined && sameSettings(before, settings)) return before;
        const definitionKey =
          before?.definition === settings.definition ? before.definitionKey : `${arn}#${randomUUID()}`;
        const machine: StateMachine = {
          ...settings,
          arn,
          name,
          definitionKey,
          creationMs: before?.creationMs ?? nowMs,
          updateMs: nowMs,
          ...(before !== undefined && { revisionId: randomUUID() }),
        };
        definitions.put(definitionKey, settings.definition);
        machines.put(arn, machine);
        return machine;
      });
    },
    definition(definitionKey) {
      const known = parsed.get(definitionKey);
      if (known !== undefined) return known;
      const text = definitions.get(definitionKey);
      if (text === undefined) throw new Error(`No definition '${definitionKey}'`);
      const read = { text, machine: parseDefinition(text) };
      parsed.set(definitionKey, read);
      return read;
    },
  };
}

function sameSettings(machine: StateMachine, settings: MachineSettings): boolean {
  return machine.roleArn === settings.roleArn && sameExceptRole(machine, settings);
}

/** Compares the settings that CreateStateMachine compares: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export function sameExceptRole(machine: StateMachine, settings: MachineSettings): boolean {
  return (
    machine.definition === settings.definition &&
    JSON.stringify(machine.loggingConfiguration) === JSON.stringify(settings.loggingConfiguration) &&
    JSON.stringify(machine.tracingConfiguration) === JSON.stringify(settings.tracingConfiguration)
  );
}
