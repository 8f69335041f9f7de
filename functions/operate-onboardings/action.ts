import type * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import { type Fault, faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { Problem } from "#platform/http/problem";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

const ENGLISH = textsIn("en");

/** The result of an action. */
export type Outcome =
  | {
      readonly change: Change;
      /** Further onboardings whose executions go on afterwards. */
      readonly resume?: readonly Onboarding[];
      /** True if a new execution carries the onboarding from then on. */
      readonly startsAttempt?: boolean;
      /** Where the result is not plain from the action. */
      readonly because?: string;
    }
  /** Nothing was changed: all is so already, or the request has to say `confirm`, too. */
  | { readonly unchanged: string; readonly confirm?: Confirmation }
  | { readonly problem: Problem };

/** The fields that a request has to have, too, so that it is done. */
export type Confirmation = Readonly<Partial<Record<"yes" | "acceptChanges", true>>>;

/** The ports that the actions of operators use. */
export type ActionDeps = Omit<OperateDeps, "starter" | "resumer" | "redriver">;

/** One thing that an operator can do to an onboarding. */
export type Action = (
  current: Onboarding,
  order: OperatorRequest,
  deps: ActionDeps,
) => Outcome | Promise<Outcome>;

/** Makes an action of the schema of its body and its decision. */
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

/** The change, or the reason why there is nothing to change. */
export function changed(change: Change | undefined, unchanged: string): Outcome {
  return change === undefined ? { unchanged } : { change };
}

/** The action comes too late, or too early. */
export function over({ status }: Onboarding): Outcome {
  return { problem: { status: 409, title: ENGLISH.text("operators.action.over", { status }) } };
}

/** The body of the request is not valid. */
export function refused(faults: readonly Fault[]): Outcome {
  return {
    problem: {
      status: 422,
      title: ENGLISH.text("operators.api.refused"),
      faults: writtenFaults(faults, ENGLISH),
    },
  };
}
