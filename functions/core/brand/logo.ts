import { Parser } from "htmlparser2";
import type { Text } from "#core/words/texts";
import type { Logo } from "./brand.ts";

/** The size limit of a logo's file, since every page and every mail contains it. */
const LARGEST_BYTES = 10_240;

/** The first bytes of a PNG file: https://www.w3.org/TR/png-3/#5PNG-file-signature */
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The elements that only draw; none of them runs a script or loads a resource:
 * https://www.w3.org/TR/SVG2/eltindex.html
 */
const ELEMENTS: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "path",
  "circle",
  "ellipse",
  "rect",
  "line",
  "polyline",
  "polygon",
  "text",
  "tspan",
  "title",
  "desc",
  "defs",
  "lineargradient",
  "radialgradient",
  "stop",
  "clippath",
  "mask",
  "use",
  "symbol",
]);

/**
 * Values that load a resource or run a script. A reference within the file begins with "#" and is allowed.
 */
const LOADS = /url\(\s*(?!["']?#)|@import|javascript:|data:|expression\(/i;

/** Reads a logo's file, or returns why it is refused. */
export function readLogo(bytes: Buffer): Logo | { readonly fault: Text } {
  if (bytes.length > LARGEST_BYTES)
    return { fault: { key: "operators.brand.logo-bytes", values: { bytes: LARGEST_BYTES } } };
  const base64 = bytes.toString("base64");
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return { type: "image/png", base64 };
  const fault = faultOfSvg(bytes.toString("utf8"));
  return fault === undefined ? { type: "image/svg+xml", base64 } : { fault };
}

function faultOfSvg(svg: string): Text | undefined {
  const names: string[] = [];
  const faults: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = name.toLowerCase();
        names.push(element);
        if (!ELEMENTS.has(element)) faults.push(`<${name}>`);
        for (const [attribute, value] of Object.entries(attributes)) {
          if (!isHarmless(attribute.toLowerCase(), value)) faults.push(`${attribute}="${value}"`);
        }
      },
      onprocessinginstruction(name, content) {
        // The XML declaration, always in lower case, is harmless; a document type can declare entities, and a
        // style sheet can load resources.
        if (name !== "?xml") faults.push(`<${content.slice(0, 40)}>`);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  if (names[0] !== "svg") return { key: "operators.brand.logo-kind", values: {} };
  const [what] = faults;
  return what === undefined ? undefined : { key: "operators.brand.logo-content", values: { what } };
}

function isHarmless(attribute: string, value: string): boolean {
  if (attribute.startsWith("on")) return false;
  if (attribute === "xmlns" || attribute.startsWith("xmlns:")) return true;
  if (attribute === "href" || attribute.endsWith(":href")) return value.startsWith("#");
  return !LOADS.test(value);
}
