import { describe, expect, it } from "vitest";
import { mayDo, ROLES } from "#core/access/role";
import { ACTIONS } from "../../../functions/operate-onboardings/actions.ts";

/** All actions of the operators' API, on onboardings and projects. */
const ALL = [...Object.keys(ACTIONS), "pause", "reinstate"];

/** The actions that each role may do. */
const RIGHTS = {
  viewer: [],
  support: ["confirm", "check", "extend", "reissue-link", "mute", "unmute", "redeliver"],
  operator: ALL,
} as const;

describe("a role", () => {
  it.each(ROLES)("%s may do this, and nothing else", (role) => {
    expect(ALL.filter((action) => mayDo(role, action))).toEqual(RIGHTS[role]);
  });

  it("other than operator may do no action that is added later", () => {
    expect(ROLES.filter((role) => mayDo(role, "delete-everything"))).toEqual(["operator"]);
  });
});
