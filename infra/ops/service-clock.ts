import type { constructStack } from "@smithy/core/client";
import { textsIn } from "#core/words/texts";

const { text } = textsIn("en");

type MiddlewareStack<Input extends object, Output extends object> = ReturnType<
  typeof constructStack<Input, Output>
>;

/** A clock that follows the answers of AWS services. */
interface ServiceClock {
  /** Reads the `Date` of each answer that a client gets. */
  follow<Input extends object, Output extends object>(client: {
    readonly middlewareStack: MiddlewareStack<Input, Output>;
  }): void;
  now(): number;
}

/**
 * Makes a clock for what all machines share, such as slots, because this machine's clock may be wrong. The
 * `Date` header has whole seconds (RFC 9110 §5.6.7), so the clock can be up to a second slow.
 */
export function serviceClock(): ServiceClock {
  let aheadMs: number | undefined;
  const readDate = (response: unknown): void => {
    const headers: unknown = Reflect.get(Object(response), "headers");
    const date = Date.parse(String(Reflect.get(Object(headers), "date")));
    // A delayed answer has an old time, so the latest time counts.
    if (!Number.isNaN(date))
      aheadMs = Math.max(aheadMs ?? Number.NEGATIVE_INFINITY, date - performance.now());
  };
  return {
    follow({ middlewareStack }) {
      middlewareStack.add(
        (next) => async (given) => {
          const result = await next(given);
          readDate(result.response);
          return result;
        },
        { step: "deserialize", name: "serviceClock" },
      );
    },
    now() {
      if (aheadMs === undefined) throw new Error(text("operators.commands.error.no-date"));
      return Math.round(performance.now() + aheadMs);
    },
  };
}
