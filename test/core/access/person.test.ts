import { expect, it } from "vitest";
import { personIn, principalOf } from "#core/access/person";

it.each([
  [{ sub: "1", email: "a@b.example" }, "oidc:1 a@b.example"],
  [{ sub: "1", email: "a@b.example", email_verified: true }, "oidc:1 a@b.example"],
  [{ sub: "1", email: "a@b.example", email_verified: false }, "oidc:1"],
  [{ sub: "1", email: "a@b.example", email_verified: "false" }, "oidc:1"],
  [{ sub: "1", email: ["a@b.example"] }, "oidc:1"],
  [{ sub: "1" }, "oidc:1"],
])("a person with the token %j is recorded as %s", (claims, principal) => {
  const person = personIn(claims);
  expect(person && principalOf(person)).toBe(principal);
});

it.each([[{}], [{ sub: "" }], [{ sub: 1 }]])("the token %j names no person", (claims) => {
  expect(personIn(claims)).toBeUndefined();
});

it("keeps no characters that break a line or change the text direction", () => {
  expect(personIn({ sub: "1\n2", email: "a\u202E@b.example" })).toEqual({
    subject: "1\uFFFD2",
    email: "a\uFFFD@b.example",
  });
});
