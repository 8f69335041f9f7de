import { describe, expect, it } from "vitest";
import { EVENTS, type EventType } from "#core/onboarding/event-types";
import {
  conversationDocument,
  REASONS_FOR_NO_NOTICE,
  readersWithoutNotice,
} from "../../../infra/documents/conversation.ts";
import { readRepositoryFile } from "../../support/deployment.ts";

const TYPES = Object.keys(EVENTS) as EventType[];

describe("the table of what each reader gets", () => {
  it("is as the code generates it", () => {
    expect(readRepositoryFile("docs/conversation.md")).toBe(conversationDocument());
  });

  it.each(TYPES)("has a reason for each empty cell: %s", (type) => {
    expect(readersWithoutNotice(type).filter(({ because }) => because === undefined)).toEqual([]);
  });

  it("gives no reason where a message is sent", () => {
    expect(Object.keys(REASONS_FOR_NO_NOTICE).sort()).toEqual([...TYPES].sort());
    for (const type of TYPES) {
      const silent = readersWithoutNotice(type).map(({ reader }) => String(reader));
      const named = Object.keys(REASONS_FOR_NO_NOTICE[type] ?? {}).filter((reader) => reader !== "*");
      expect(named.filter((reader) => !silent.includes(reader))).toEqual([]);
    }
  });
});
