import type * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Engine } from "../engine.ts";
import type { Executions } from "../executions.ts";
import type { Machines } from "../machines.ts";

/** The state and the services that the operations use. */
export interface ApiContext {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
}

/** One operation of the API. */
export interface Operation {
  readonly input: z.ZodType;
  handle(input: unknown, context: ApiContext): Record<string, unknown>;
}

/** Makes an operation whose handler gets the output of its schema. */
export function operation<S extends z.ZodType>(
  input: S,
  handle: (input: z.output<S>, context: ApiContext) => Record<string, unknown>,
): Operation {
  return { input, handle: (raw, context) => handle(raw as z.output<S>, context) };
}

/** Returns a time in the form of AWS JSON: epoch seconds with a fraction. */
export function seconds(ms: number): number {
  return ms / 1000;
}
