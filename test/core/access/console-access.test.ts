import { describe, expect, it } from "vitest";
import { consoleAccess, grantsIn, roleOf } from "#core/access/console-access";

const ACCESS = consoleAccess.parse({
  roles: { viewer: ["staff", "all"], support: ["help-desk"], operator: ["sre", "all"] },
});

describe("the role of a person", () => {
  it.each([
    [["staff"], "viewer"],
    [["help-desk"], "support"],
    [["sre"], "operator"],
    ["sre", "operator"],
    [["others", "staff", "help-desk"], "support"],
    [["all"], "operator"],
  ])("whose groups are %j is %s", (groups, role) => {
    expect(roleOf(grantsIn({ groups }, ACCESS), ACCESS)).toBe(role);
  });

  it.each([
    [{}],
    [{ groups: [] }],
    [{ groups: ["others"] }],
    [{ groups: "sre help-desk" }],
    [{ groups: ["SRE"] }],
    [{ groups: [["sre"]] }],
    [{ groups: { sre: true } }],
    [{ groups: null }],
    [{ roles: ["sre"] }],
  ])("is none for the claims %j", (claims) => {
    expect(roleOf(grantsIn(claims, ACCESS), ACCESS)).toBeUndefined();
  });

  it("is none until a deployer maps one", () => {
    const none = consoleAccess.parse({});
    expect(roleOf(grantsIn({ groups: ["sre", "admin", "operator"] }, none), none)).toBeUndefined();
  });

  it("comes from no inherited property", () => {
    const access = consoleAccess.parse({ roleClaim: "constructor", roles: { operator: ["Object"] } });
    expect(grantsIn({}, access)).toEqual([]);
  });

  it.each([
    [true, "operator"],
    ["true", "operator"],
    [false, undefined],
    [undefined, undefined],
  ])("by an address that is verified: %s is %s", (isVerified, role) => {
    const access = consoleAccess.parse({ roleClaim: "email", roles: { operator: ["a@b.example"] } });
    const claims = { email: "a@b.example", email_verified: isVerified };
    expect(roleOf(grantsIn(claims, access), access)).toBe(role);
  });

  it("keeps of the claim only what gives a role", () => {
    expect(grantsIn({ groups: ["others", "sre", "sre"] }, ACCESS)).toEqual(["sre"]);
  });
});

it.each(["email", "openid&state=x", 'openid "x"', "openid\nemail"])("refuses the scope %j", (scope) => {
  expect(consoleAccess.safeParse({ scope }).success).toBe(false);
});
