import { expect, it } from "vitest";
import { evaluateTemplate } from "../../../infra/local/step-functions/evaluate.ts";

const scope = {
  states: { input: { items: [{ n: 1 }, { n: 2 }, { n: 3 }] } },
  variables: { who: "me" },
  nowMs: 0,
};
const evaluate = (template: unknown) => evaluateTemplate(template, "Output", scope);

it("evaluates expressions at any depth, and nothing else", async () => {
  expect(await evaluate({ a: ["{% $who %}", " {% $who %}", null], "{% $who %}": "$who" })).toEqual({
    a: ["me", " {% $who %}", null],
    "{% $who %}": "$who",
  });
});

it("gives plain JSON back", async () => {
  expect(await evaluate("{% $states.input.items[n > 1] %}")).toStrictEqual([{ n: 2 }, { n: 3 }]);
  expect(await evaluate("{% 1 / 0 %}")).toBeNull();
});

it.each([
  ["$partition([1, 2, 3, 4, 5], 2)", [[1, 2], [3, 4], [5]]],
  ["$range(1, 9, 4)", [1, 5, 9]],
  ["$range(3, 1, -1)", [3, 2, 1]],
  ["$hash('abc', 'MD5')", "900150983cd24fb0d6963f7d28e17f72"],
  ["$parse('{\"a\": [1]}')", { a: [1] }],
  ["$random(7) = $random(7)", true],
  ["$length($uuid())", 36],
])("knows Step Functions' own %s", async (expression, expected) => {
  expect(await evaluate(`{% ${expression} %}`)).toEqual(expected);
});

it.each([
  ["$eval('1')", "T1006"],
  ["$abs('a')", "T0410"],
  ["$error('no')", "D3137: no"],
  ["function($x) { $x }", "returned an unsupported result type."],
  ["($loop := function() { $loop() }; $loop())", "Expression evaluation timeout: Check for infinite loop"],
])("fails %s with %s", async (expression, told) => {
  await expect(evaluate(`{% ${expression} %}`)).rejects.toThrow(told);
});
