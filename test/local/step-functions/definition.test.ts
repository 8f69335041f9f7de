import { expect, it } from "vitest";
import { examineDefinition, parseDefinition } from "../../../infra/local/step-functions/parse-definition.ts";
import { task } from "./local-states.ts";

function findings(definition: unknown): string[] {
  const text = typeof definition === "string" ? definition : JSON.stringify(definition);
  const examined = examineDefinition(text);
  return "machine" in examined
    ? []
    : examined.diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
}

const machine = (states: Record<string, unknown>, also: Record<string, unknown> = {}) => ({
  QueryLanguage: "JSONata",
  StartAt: Object.keys(states)[0],
  States: states,
  ...also,
});
const end = { Type: "Pass", End: true };

it("accepts every field of the subset", () => {
  const whole = machine(
    {
      Work: task({
        Comment: "works",
        QueryLanguage: "JSONata",
        TimeoutSeconds: "{% 5 %}",
        HeartbeatSeconds: 3,
        Assign: { a: 1 },
        Retry: [
          {
            ErrorEquals: ["A"],
            IntervalSeconds: 1,
            MaxAttempts: 0,
            BackoffRate: 1.5,
            JitterStrategy: "FULL",
          },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Sleep", Assign: { b: 2 }, Output: null }],
        End: undefined,
        Next: "Choose",
      }),
      Choose: { Type: "Choice", Choices: [{ Condition: "{% $a = 1 %}", Next: "Sleep" }], Default: "Stop" },
      Sleep: { Type: "Wait", Timestamp: "{% $now() %}", Next: "Done" },
      Stop: { Type: "Fail", Error: "E", Cause: "{% $states.input.why %}" },
      Done: { Type: "Succeed", Output: { items: "{% $states.input.items[price > 5].(price * 2) %}" } },
    },
    { Comment: "all of it", TimeoutSeconds: 60, Version: "1.0" },
  );
  expect(findings(whole)).toEqual([]);
});

it.each<[string, unknown, string[]]>([
  ["nothing", "", ["SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at undefined"]],
  ["an empty object", {}, ["SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"]],
  [
    "a timestamp without a zone",
    machine({ Sleep: { Type: "Wait", Timestamp: "2026-01-01T00:00:00", End: true } }),
    ["SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/Sleep/Timestamp"],
  ],
  [
    "a Map state",
    machine({ Each: { Type: "Map", Items: [], End: true } }),
    ["UNSUPPORTED_FEATURE: State type 'Map' is not supported by the local engine at /States/Each"],
  ],
  [
    "JSONPath",
    { StartAt: "A", States: { A: end } },
    [
      "UNSUPPORTED_FEATURE: QueryLanguage 'JSONPath' is not supported by the local engine, only 'JSONata' at /States/A",
    ],
  ],
  [
    "one JSONPath state among others",
    machine({ A: { ...end, QueryLanguage: "JSONPath" } }),
    [
      "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
    ],
  ],
  [
    "another integration",
    machine({ A: { ...task(), Resource: "arn:aws:states:::sqs:sendMessage" } }),
    [
      "UNSUPPORTED_FEATURE: Resource 'arn:aws:states:::sqs:sendMessage' is not supported by the local engine at /States/A/Resource",
    ],
  ],
  [
    "a field the state type does not have",
    machine({ A: { ...end, Catch: [], Colour: "red" } }),
    [
      "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/A",
      "SCHEMA_VALIDATION_FAILED: Field 'Colour' is not supported at /States/A",
    ],
  ],
  [
    "a JSONPath field",
    machine({ A: { ...end, ResultPath: "$.a" } }),
    [
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
    ],
  ],
  [
    "a choice that leads nowhere",
    machine({ A: { Type: "Choice", Choices: [{ Condition: true }], Default: "B" }, B: end }),
    ["SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/A/Choices[0]"],
  ],
  [
    "missing and unreachable states",
    machine({ A: { Type: "Pass", Next: "C" }, B: end }),
    [
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: C at /States/A/Next",
      'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
    ],
  ],
  [
    "no way out",
    machine({ A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } }),
    ["MISSING_END_STATE: Workflow has no terminal state at undefined"],
  ],
  [
    "States.ALL in company",
    machine({ A: task({ Retry: [{ ErrorEquals: ["States.ALL", "X"] }] }) }),
    ["SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/A/Retry[0]"],
  ],
  [
    "an expression that does not parse",
    machine({ A: { ...end, Output: { v: ["{% 1 + %}"] } } }),
    ["INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output/v[0]"],
  ],
  [
    "an expression about a context item there is not",
    machine({ A: { ...end, Output: "{% $uppercase(phone) & $string(mail) %}" } }),
    [
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output",
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'mail' at the top level is not supported. at /States/A/Output",
    ],
  ],
])("refuses %s", (_what, definition, expected) => {
  expect(findings(definition)).toEqual(expected);
});

it("puts every finding into the message of InvalidDefinition", () => {
  expect(() => parseDefinition('{"StartAt":"A"}')).toThrow(
    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
  );
});
