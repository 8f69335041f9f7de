import { expect, it } from "vitest";
import { pseudoOf } from "../../infra/locales/pseudo.ts";

it("makes a text longer and accented, and keeps its arguments", () => {
  const pseudo = pseudoOf("{count, plural, one {a domain} other {# domains}} of {owner}");
  expect(pseudo).toBe("{count,plural,one{áá döömááîñ} other{# döömááîñs}} ööf {owner}");
});
