import * as z from "zod";

/** Matches a string that is a JSONata expression: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
const EXPRESSION = /^\{%[\s\S]*%\}$/;

/** Returns the expression inside `{% … %}`, or undefined for any other value. */
export function expressionIn(value: unknown): string | undefined {
  return typeof value === "string" && EXPRESSION.test(value) ? value.slice(2, -2).trim() : undefined;
}

const LONGEST_SECONDS = 99_999_999;
const expression = z.string().regex(EXPRESSION, "must be a JSONata expression, {% … %}");
const seconds = (least: number) => z.union([z.int().min(least).max(LONGEST_SECONDS), expression]);
const template = z.unknown().optional();
const assign = z.record(z.string(), z.unknown()).optional();
const target = z.string().min(1);
const errorEquals = z.array(z.string().min(1)).min(1);

const described = { Comment: z.string().optional(), QueryLanguage: z.string().optional() };
const leaving = { Next: target.optional(), End: z.boolean().optional(), Assign: assign, Output: template };

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  IntervalSeconds: z.int().min(1).max(LONGEST_SECONDS).default(1),
  MaxAttempts: z.int().min(0).max(LONGEST_SECONDS).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).default("NONE"),
});

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  Next: target,
  Assign: assign,
  Output: template,
});

const choiceRule = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([z.boolean(), expression]),
  Next: target,
  Assign: assign,
  Output: template,
});

const LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke";
/** The integration that waits for a task token. */
export const LAMBDA_INVOKE_WAIT = `${LAMBDA_INVOKE}.waitForTaskToken`;

/** One schema for each state type of the supported subset. */
export const stateSchemas = {
  Task: z.strictObject({
    ...described,
    ...leaving,
    Type: z.literal("Task"),
    Resource: z.enum([LAMBDA_INVOKE, LAMBDA_INVOKE_WAIT]),
    Arguments: z.union([
      expression,
      z.strictObject({ FunctionName: z.string().min(1), Payload: z.unknown().optional() }),
    ]),
    TimeoutSeconds: seconds(1).optional(),
    HeartbeatSeconds: seconds(1).optional(),
    Retry: z.array(retrier).optional(),
    Catch: z.array(catcher).optional(),
  }),
  Choice: z.strictObject({
    ...described,
    Type: z.literal("Choice"),
    Choices: z.array(choiceRule).min(1),
    Default: target.optional(),
    Assign: assign,
    Output: template,
  }),
  Wait: z.strictObject({
    ...described,
    ...leaving,
    Type: z.literal("Wait"),
    Seconds: seconds(0).optional(),
    Timestamp: z.string().optional(),
  }),
  Pass: z.strictObject({ ...described, ...leaving, Type: z.literal("Pass") }),
  Succeed: z.strictObject({ ...described, Type: z.literal("Succeed"), Output: template }),
  Fail: z.strictObject({
    ...described,
    Type: z.literal("Fail"),
    Error: z.string().optional(),
    Cause: z.string().optional(),
  }),
};

/** A state of the supported subset, by its `Type`. */
export type StateOf<T extends keyof typeof stateSchemas> = z.infer<(typeof stateSchemas)[T]>;
/** Any state of the supported subset. */
export type State = { [T in keyof typeof stateSchemas]: StateOf<T> }[keyof typeof stateSchemas];
/** One entry of a Retry field. */
export type Retrier = z.infer<typeof retrier>;

/** The fields of a definition around its states. */
export const machineSchema = z.strictObject({
  Comment: z.string().optional(),
  Version: z.literal("1.0").optional(),
  QueryLanguage: z.string().optional(),
  StartAt: target,
  TimeoutSeconds: z.int().min(1).max(LONGEST_SECONDS).optional(),
  States: z.record(z.string().min(1).max(80), z.unknown()),
});

/** A checked definition. */
export interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number | undefined;
  readonly States: Readonly<Record<string, State>>;
}
