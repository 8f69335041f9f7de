import { describe, expect, it } from "vitest";
import { readLogo } from "#core/brand/logo";

const svg = (content: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`);

describe("a logo", () => {
  it("may be an SVG that only draws, with references inside itself", () => {
    const drawing = svg(
      '<title>Oxford</title><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><path d="M0 0h9z" fill="url(#g)"/><use href="#g"/>',
    );
    expect(readLogo(drawing)).toEqual({ type: "image/svg+xml", base64: drawing.toString("base64") });
    const declared = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n'), drawing]);
    expect(readLogo(declared)).toMatchObject({ type: "image/svg+xml" });
  });

  it("may be a PNG", () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    expect(readLogo(png)).toMatchObject({ type: "image/png" });
  });

  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a script in capitals", "<SCRIPT>alert(1)</SCRIPT>"],
    ["an event", '<path onload="alert(1)"/>'],
    ["an event in mixed letters", '<path OnClick="alert(1)"/>'],
    ["HTML inside", "<foreignObject><p>x</p></foreignObject>"],
    ["an image from elsewhere", '<image href="https://x.example/a.png"/>'],
    ["a link", '<a href="https://x.example"><path/></a>'],
    ["a reference to elsewhere", '<use xlink:href="https://x.example/a.svg#b"/>'],
    ["a paint from elsewhere", '<path fill="url(https://x.example/a.svg#b)"/>'],
    ["a style sheet", "<style>@import url(https://x.example/a.css)</style>"],
    ["a style that loads", '<path style="background:url(//x.example/a.png)"/>'],
    ["an animation of an address", '<set attributeName="href" to="javascript:alert(1)"/>'],
  ])("with %s is refused", (_, content) => {
    expect(readLogo(svg(content))).toMatchObject({ fault: { key: "operators.brand.logo-content" } });
  });

  it.each([
    ["a document type with entities", '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>'],
    ["an XML declaration in upper case", '<?XML version="1.0"?><svg/>'],
    ["a style sheet beside it", '<?xml-stylesheet href="https://x.example/a.css"?><svg/>'],
  ])("with %s is refused", (_, text) => {
    expect(readLogo(Buffer.from(text))).toHaveProperty("fault");
  });

  it("with a long document type is refused, and its first 40 characters are quoted", () => {
    const type = `!DOCTYPE svg SYSTEM "https://x.example/${"a".repeat(100)}.dtd"`;
    expect(readLogo(Buffer.from(`<${type}><svg/>`))).toEqual({
      fault: { key: "operators.brand.logo-content", values: { what: `<${type.slice(0, 40)}>` } },
    });
  });

  it.each(["", "GIF89a", "<html><body/></html>", "\u0000"])("of another kind is refused: %j", (text) => {
    expect(readLogo(Buffer.from(text))).toMatchObject({ fault: { key: "operators.brand.logo-kind" } });
  });

  it("may have 10,240 bytes and no more", () => {
    const full = svg(" ".repeat(10_240 - svg("").length));
    expect(readLogo(full)).toEqual({ type: "image/svg+xml", base64: full.toString("base64") });
    expect(readLogo(Buffer.concat([full, Buffer.from(" ")]))).toHaveProperty("fault");
  });

  it("of more than 10 kB is refused", () => {
    expect(readLogo(svg("<g/>".repeat(2600)))).toMatchObject({
      fault: { key: "operators.brand.logo-bytes", values: { bytes: 10_240 } },
    });
  });
});
