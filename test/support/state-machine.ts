import * as z from "zod";
import { readRepositoryFile } from "./deployment.ts";

const errorNames = z.array(z.string());

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Arguments: z.looseObject({ FunctionName: z.string() }).optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: errorNames })).default([]),
  Catch: z.array(z.looseObject({ ErrorEquals: errorNames, Next: z.string() })).default([]),
  Choices: z.array(z.looseObject({ Condition: z.string(), Next: z.string() })).default([]),
  Default: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
});

/** A state of the state machine as written. */
export type State = z.infer<typeof state>;

const definition = z.object({
  QueryLanguage: z.string(),
  StartAt: z.string(),
  States: z.record(z.string(), state),
});

/** The text of the definition, with placeholders. */
export const DEFINITION_TEXT = readRepositoryFile("statemachine/onboarding.asl.json");

/** The definition as written. */
export const DEFINITION = definition.parse(JSON.parse(DEFINITION_TEXT));

/** The states by name. */
export const STATES: ReadonlyArray<readonly [string, State]> = Object.entries(DEFINITION.States);

/** The Task states by name. */
export const TASKS = STATES.filter(([, { Type }]) => Type === "Task");

/** True if a Task waits for its token. */
export function isWait({ Resource }: State): boolean {
  return Resource?.endsWith(".waitForTaskToken") ?? false;
}

/** Returns the logical id of the function that a Task calls; its placeholder is `<logical id>Arn`. */
export function calledFunction({ Arguments }: State): string {
  return /^\$\{(\w+)Arn\}$/.exec(Arguments?.FunctionName ?? "")?.[1] ?? "";
}

/** Returns the states that can follow a state. */
export function successors({ Next, Default, Choices, Catch }: State): string[] {
  const targets = [Next, Default, ...[...Choices, ...Catch].map((branch) => branch.Next)];
  return [...new Set(targets.filter((target) => target !== undefined))];
}
