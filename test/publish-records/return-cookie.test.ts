import { expect, it } from "vitest";
import { returnCookie } from "../../functions/publish-records/return.ts";

const REST = "Max-Age=3600; Path=/setup/published; HttpOnly; SameSite=Lax";

it.each([
  ["holds only the link without a chosen language", undefined, "https://setup.example", `T; ${REST}; Secure`],
  ["holds the chosen language beside the link", "de", "https://setup.example", `T/de; ${REST}; Secure`],
  ["is kept by a browser also at an address without TLS", undefined, "http://localhost:3000", `T; ${REST}`],
] as const)("the cookie for the way back %s", (_, language, base, value) => {
  expect(returnCookie({ token: "T", language }, base)).toBe(`setup=${value}`);
});
