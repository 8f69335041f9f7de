import { describe, expect, it } from "vitest";
import { type Brand, NO_BRAND } from "#core/brand/brand";
import { paragraph } from "#core/notices/messages/block";
import { html } from "#core/notices/messages/html";

const MESSAGE = { language: "en", subject: "News", blocks: [paragraph("All is well.")] } as const;
const HEADER = '<p style="margin:0 0 20px;font-weight:bold">';
const BRAND: Brand = {
  ...NO_BRAND.all,
  name: "Postkutsche",
  supportAddress: "help@postkutsche.example",
  supportUrl: "https://postkutsche.example/help",
  legalLine: "Postkutsche GmbH, Berlin",
};

describe("a mail of a brand", () => {
  it("shows a PNG logo instead of the name", () => {
    const page = html(MESSAGE, { ...BRAND, logo: { type: "image/png", base64: "AAAA" } });
    expect(page).toContain(`${HEADER}<img src="cid:logo" alt="Postkutsche"`);
  });

  it.each<[string, Partial<Brand>]>([
    ["has no logo", {}],
    ["has an SVG logo", { logo: { type: "image/svg+xml", base64: "AAAA" } }],
  ])("shows the name where the brand %s", (_, said) => {
    const page = html(MESSAGE, { ...BRAND, ...said });
    expect(page).toContain(`${HEADER}Postkutsche</p>`);
    expect(page).not.toContain("<img");
  });

  it("ends with the name and the contact details, one on each line", () => {
    expect(html(MESSAGE, BRAND)).toContain(
      'opacity:0.8">Postkutsche<br>help@postkutsche.example<br>https://postkutsche.example/help<br>Postkutsche GmbH, Berlin<br></p>',
    );
  });
});

it("has neither a name nor contact details without a brand", () => {
  const page = html(MESSAGE);
  expect(page).not.toContain(HEADER);
  expect(page.match(/<p /g)).toHaveLength(1);
});
