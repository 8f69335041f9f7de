import { expect, it } from "vitest";
import type { Logo } from "#core/brand/brand";
import { brandSettings } from "#core/brand/brand-settings";
import { declaredBrands } from "#core/brand/declared-brands";

const LOGO: Logo = { type: "image/svg+xml", base64: "PHN2Zy8+" };
const OWN_LOGO: Logo = { type: "image/png", base64: "iVBORw0KGgo=" };
const LOGOS = new Map([
  ["all.svg", LOGO],
  ["own.png", OWN_LOGO],
]);

/** Declares a platform's brand, with the differences for one project. */
function brandsWith(shop: object) {
  const settings = brandSettings.parse({
    ...{ name: "Postkutsche", senderName: "Postkutsche Setup", logo: "all.svg", colour: "#0b5394" },
    ...{ legalLine: "Postkutsche GmbH", projects: { shop } },
  });
  return declaredBrands(settings, LOGOS);
}

it("gives a project without a name of its own the platform's sender name and logo", () => {
  const { all, projects } = brandsWith({ legalLine: "Shop Ltd" });
  expect(all).toMatchObject({ name: "Postkutsche", senderName: "Postkutsche Setup", logo: LOGO });
  expect(projects["shop"]).toEqual({ ...all, legalLine: "Shop Ltd" });
});

it("gives a project with a name of its own neither of them, since both show the platform's name", () => {
  const { all, projects } = brandsWith({ name: "Oxford Mail" });
  const { logo: _logo, ...others } = all;
  expect(projects["shop"]).toEqual({ ...others, name: "Oxford Mail", senderName: "Oxford Mail" });
});

it("gives a project with a name of its own the sender name and logo that it declares", () => {
  const { projects } = brandsWith({ name: "Oxford Mail", senderName: "Oxford Setup", logo: "own.png" });
  expect(projects["shop"]).toMatchObject({
    name: "Oxford Mail",
    senderName: "Oxford Setup",
    logo: OWN_LOGO,
  });
});
