import type * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { type Fault, faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { Problem } from "#platform/http/problem";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

const ENGLISH = textsIn("en");

/** The effect outside of the table, after the change is written; a repetition does no harm. */
type Afterwards = () => Promise<void>;

/** The result of an action. */
export type Outcome =
  | {
      readonly change: Change;
      /** Other onboardings whose executions are resumed afterwards. */
      readonly resume?: readonly Onboarding[];
      /** True if a new execution is to be started for the onboarding. */
      readonly startsAttempt?: boolean;
      /** An explanation, if the result does not follow from the action. */
      readonly because?: string;
      readonly afterwards?: Afterwards;
    }
  /** Nothing was changed: either the state was so already, or the request needs `confirm`. */
  | { readonly unchanged: string; readonly confirm?: Confirmation; readonly afterwards?: Afterwards }
  | { readonly problem: Problem };

/** The fields with which a request must be repeated to be carried out. */
export type Confirmation = Readonly<Partial<Record<"yes" | "acceptChanges", true>>>;

/** The ports that the actions of operators use. */
export type ActionDeps = Omit<OperateDeps, "starter" | "resumer" | "redriver">;

/** An action of an operator on an onboarding. */
export type Action = (
  current: Onboarding,
  order: OperatorRequest,
  deps: ActionDeps,
) => Outcome | Promise<Outcome>;

/** Makes an action from the schema of its body and its decision. */
export function action<S extends z.ZodType>(
  schema: S,
  decide: (
    current: Onboarding,
    order: OperatorRequest & { readonly sent: z.output<S> },
    deps: ActionDeps,
  ) => ReturnType<Action>,
): Action {
  return (current, order, deps) => {
    const read = schema.safeParse(order.sent);
    return read.success
      ? decide(current, { ...order, sent: read.data }, deps)
      : refused(faultsOf(read.error, order.sent));
  };
}

/** Returns the change, or why nothing needs to change. */
export function changed(change: Change | undefined, unchanged: string): Outcome {
  return change === undefined ? { unchanged } : { change };
}

/** The status of the onboarding does not permit the action. */
export function over({ status }: Onboarding): Outcome {
  return { problem: { status: 409, title: ENGLISH.text("operators.action.over", { status }) } };
}

/** The body of the request is invalid. */
export function refused(faults: readonly Fault[]): Outcome {
  return {
    problem: {
      status: 422,
      title: ENGLISH.text("operators.api.refused"),
      faults: writtenFaults(faults, ENGLISH),
    },
  };
}
