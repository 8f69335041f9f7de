import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { costParts } from "../../../infra/bench/time/cost.ts";
import { newMeter } from "../../../infra/bench/time/meter.ts";
import { readTemplate } from "../../../infra/template.ts";

it("counts the events of the state machine that the template has logged: those of failures", async () => {
  const template = await readTemplate(fileURLToPath(new URL("../../../template.yaml", import.meta.url)));
  const machines = Object.values(template.Resources).filter(
    ({ Type }) => Type === "AWS::Serverless::StateMachine",
  );
  const levels = machines.map(({ Properties }) => Reflect.get(Object(Properties), "Logging"));
  expect(levels).toMatchObject([{ Level: "ERROR" }]);
  const meter = newMeter();
  meter.loggedEvents = 2;
  expect(costParts(meter)["state transitions"]).toBeCloseTo(2 * 450e-9 * 0.5, 12);
});
