import { expect, it } from "vitest";
import { deliveryTrigger } from "../../functions/deliver-notices/delivery-trigger.ts";

const record = (seconds: number, sk: string) => ({
  eventName: "INSERT",
  dynamodb: {
    ApproximateCreationDateTime: seconds,
    Keys: { pk: { S: "onb_1" }, sk: { S: sk } },
    NewImage: { queue: { S: "undelivered" } },
    SequenceNumber: "1",
  },
});

it("reads the keys from the stream, and the time of its latest record", () => {
  expect(
    deliveryTrigger.parse({
      Records: [record(1795424402, "event#00000002"), record(1795424400, "event#00000001")],
    }),
  ).toEqual({
    cause: "stream",
    keys: [
      { pk: "onb_1", sk: "event#00000002" },
      { pk: "onb_1", sk: "event#00000001" },
    ],
    now: 1795424402000,
  });
});

it("reads the time of the schedule", () => {
  const event = {
    source: "aws.events",
    "detail-type": "Scheduled Event",
    time: "2026-11-23T09:00:00Z",
    detail: {},
  };
  expect(deliveryTrigger.parse(event)).toEqual({ cause: "schedule", now: Date.UTC(2026, 10, 23, 9) });
});

it("refuses what is neither", () => {
  expect(() => deliveryTrigger.parse({ Records: [] })).toThrow();
});
