import { expect, it } from "vitest";
import { type Brand, NO_BRAND } from "#core/brand/brand";
import { textsIn } from "#core/words/texts";
import { htmlPage } from "#platform/http/html-page";

function iconOf(brand: Brand): string {
  const reader = { brand, texts: textsIn("en") };
  const { body = "" } = htmlPage({
    ...{ statusCode: 200, title: "A page", content: "", reader, isTranslatable: false },
  });
  return decodeURIComponent(/<link rel="icon" href="([^"]*)">/.exec(body)?.[1] ?? "");
}

it("has the brand's logo as its icon", () => {
  const logo = { type: "image/png", base64: "aGk=" } as const;
  expect(iconOf({ ...NO_BRAND.all, logo })).toBe("data:image/png;base64,aGk=");
});

it("has a tick in the brand's colour as its icon where the brand has no logo", () => {
  expect(iconOf({ ...NO_BRAND.all, colour: "#123456" })).toMatch(
    /^data:image\/svg\+xml,<svg .*fill='#123456'/,
  );
});
