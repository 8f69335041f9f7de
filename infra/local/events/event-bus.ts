import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import { createJsonService, operation } from "../services/json-service.ts";
import type { Store } from "../store.ts";
import type { Rule } from "../template/function-events.ts";
import { matchesPattern } from "./pattern.ts";

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** An event from a producer, before EventBridge completes it. */
interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  readonly busName?: string;
}

/** The local EventBridge. */
export interface EventBus {
  readonly service: AwsService;
  put(event: NewEvent): BusEvent;
  /** Returns all events in order. */
  events(): BusEvent[];
}

const putEventsInput = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string().optional(),
        DetailType: z.string().optional(),
        Detail: z.string().optional(),
        Resources: z.array(z.string()).default([]),
        EventBusName: z.string().default("default"),
      }),
    )
    .min(1)
    .max(10),
});

/** Makes the bus with the rules of the template; `deliver` gets each event that matches a rule. */
export function createEventBus(options: {
  rules: readonly Rule[];
  store: Store;
  clock: Clock;
  region: string;
  accountId: string;
  deliver: (functionName: string, event: unknown) => void;
}): EventBus {
  const { rules, store, clock, region, accountId } = options;
  const kept = store.collection<BusEvent>("events");

  function put({ source, detailType, detail, resources = [], busName = "default" }: NewEvent): BusEvent {
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": detailType,
      source,
      account: accountId,
      time: eventTime(clock.now()),
      region,
      resources,
      detail,
    };
    store.transaction(() => {
      kept.put(`${String(clock.now()).padStart(15, "0")} ${event.id}`, event);
      for (const rule of rules) {
        const isMatch =
          rule.busName === busName.replace(/^arn:.*event-bus\//, "") && matchesPattern(rule.pattern, event);
        if (isMatch) options.deliver(rule.functionName, rule.input ?? event);
      }
    });
    return event;
  }

  function putEntry(entry: z.output<typeof putEventsInput>["Entries"][number]): object {
    const { Source, DetailType, Detail, Resources, EventBusName } = entry;
    if (!Source || !DetailType || !Detail) {
      const missing = Source ? (DetailType ? "Detail" : "DetailType") : "Source";
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
      };
    }
    const detail = parseDetail(Detail);
    if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const { id } = put({
      source: Source,
      detailType: DetailType,
      detail,
      resources: Resources,
      busName: EventBusName,
    });
    return { EventId: id };
  }

  return {
    put,
    events: () => kept.list().map(({ value }) => value),
    service: createJsonService("AWSEvents", "1.1", {
      PutEvents: operation(putEventsInput, ({ Entries }) => {
        const results = Entries.map(putEntry);
        return {
          Entries: results,
          FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
        };
      }),
    }),
  };
}

/** Returns a time in EventBridge's form, without a fraction: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export function eventTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, "Z");
}

function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}
