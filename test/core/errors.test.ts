import { expect, it } from "vitest";
import * as errors from "#core/errors";

it("names every error as its class, by a field of its own: minifying renames classes", () => {
  for (const [name, Class] of Object.entries(errors)) {
    const error = new Class("one", "two");
    expect(error).toBeInstanceOf(Error);
    expect(Object.getOwnPropertyDescriptor(error, "name")?.value).toBe(name);
  }
});
