import { describe, expect, it } from "vitest";
import { identifier } from "#core/names/identifier";

describe("the name of a ticket, a project or an owner", () => {
  it.each(["T-1", "shop", "Shop 2", "a/b", "org:shop@eu", "...", "..a", "-", "x".repeat(100)])(
    "%j is taken",
    (name) => {
      expect(identifier.safeParse(name).success).toBe(true);
    },
  );

  it.each(["", " shop", "shop ", "a#b", "a\nb", "a\u0000", "é", "x".repeat(101), 7])(
    "%j is refused",
    (name) => {
      expect(identifier.safeParse(name).success).toBe(false);
    },
  );

  it.each([".", ".."])(
    "%j is refused: a URL drops such a segment, so its address could not be requested",
    (name) => {
      expect(new URL(`https://api.example/projects/${encodeURIComponent(name)}`).pathname).not.toContain(
        `projects/${name}`,
      );
      expect(identifier.safeParse(name).success).toBe(false);
    },
  );
});
