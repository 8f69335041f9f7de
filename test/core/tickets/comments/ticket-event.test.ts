import { describe, expect, it } from "vitest";
import { composedEvent } from "#core/tickets/comments/ticket-event";

describe("a body that the deployer composes", () => {
  it("returns what it says", () => {
    const comment = { text: "<p>Done</p><p>Thanks</p>", author: "customer" };
    expect(composedEvent({ event: "commented", comment }, "7")).toMatchObject({
      comment: { author: "customer", text: expect.stringContaining("Done\n") },
    });
    expect(composedEvent({ event: "tagged", tags: "a, sendworthy-mute b" }, "7")).toMatchObject({
      tags: ["a", "sendworthy-mute", "b"],
    });
    expect(composedEvent({ event: "merged", into: 8 }, "7")).toMatchObject({ into: "8" });
  });

  it.each([{}, { event: "requested" }, { event: "commented" }, { event: "merged", into: "../x" }, null, "x"])(
    "tells of no event as %j",
    (payload) => {
      expect(composedEvent(payload, "7")).toBeUndefined();
    },
  );
});
