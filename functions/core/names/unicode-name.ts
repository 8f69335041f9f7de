import { printable } from "./printable.ts";

/** The parameters of Punycode for domain names (RFC 3492 §5). */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST = 128;

/**
 * Returns the Unicode form (U-labels) of a name, or `undefined` if it has none. Always show both forms, since
 * letters of different alphabets can be confused.
 */
export function unicodeName(name: string): string | undefined {
  if (!/(^|\.)xn--/.test(name)) return undefined;
  const labels = name.split(".").map((label) => (label.startsWith("xn--") ? decode(label.slice(4)) : label));
  return labels.every((label) => label !== undefined) ? labels.join(".") : undefined;
}

/** Returns a name in its Unicode and ASCII forms, or only once if both are equal. */
export function bothForms(name: string): string {
  const unicode = unicodeName(name);
  return unicode === undefined ? name : `${printable(unicode)} (${name})`;
}

/** Decodes Punycode (RFC 3492 §6.2); `undefined` if the text is not Punycode. */
function decode(label: string): string | undefined {
  const split = label.lastIndexOf("-");
  const output = [...label.slice(0, Math.max(split, 0))];
  let position = 0;
  let point = FIRST;
  let bias = 72;
  for (let index = split + 1; index < label.length; ) {
    const before = position;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = Number.parseInt(label[index++] ?? "", BASE);
      if (Number.isNaN(digit)) return undefined;
      // Punycode's digits are a-z and then 0-9; in base 36 the numbers come first.
      const value = (digit + 26) % BASE;
      position += value * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (value < threshold) break;
      weight *= BASE - threshold;
    }
    const length = output.length + 1;
    bias = adapt(position - before, length, before === 0);
    point += Math.floor(position / length);
    position %= length;
    if (point > 0x10ffff) return undefined;
    output.splice(position++, 0, String.fromCodePoint(point));
  }
  return output.join("");
}

/** Adapts the bias after each decoded character (RFC 3492 §6.1). */
function adapt(moved: number, length: number, isFirst: boolean): number {
  let delta = Math.floor(moved / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}
