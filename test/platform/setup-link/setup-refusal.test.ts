import { expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { textsIn } from "#core/words/texts";
import { setupRefusal } from "#platform/setup-link/setup-refusal";

const READER = { brand: NO_BRAND.all, texts: textsIn("en") };

it.each([
  ["the refused text", "news@", "<li>“news@” does not fit. We need: an address.</li>"],
  ["only what is needed for an empty text", "", "<li>We need: an address.</li>"],
  ["only what is needed if nothing was sent", null, "<li>We need: an address.</li>"],
  ["only what is needed for a number", 7, "<li>We need: an address.</li>"],
])("a page about an error shows %s", (_, sent, expected) => {
  const faults = [{ field: "address", sent, expected: "an address" }];
  const { body } = setupRefusal({ status: 422, title: "Refused", faults }, "browser", READER);
  expect(body).toContain(expected);
});
