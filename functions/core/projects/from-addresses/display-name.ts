/**
 * The most characters of a display name: mail programs show fewer, and it fits into one header line (RFC 5322
 * §2.1.1).
 */
const LONGEST = 100;

/** A display name of atoms needs no quotes (RFC 5322 §3.2.3, §3.2.5). */
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** RFC 2047 §2: an encoded word has at most 75 characters; 45 octets make 60 of base64. */
const OCTETS_A_WORD = 45;

/**
 * Returns a display name in the form in which it is judged and sent: NFKC (UAX #15) replaces compatibility
 * characters, such as the full-width "＠" by "@".
 */
export function normalizedName(name: string): string {
  return name.normalize("NFKC");
}

/** Characters that programs may leave out when they show or read a text (Unicode Standard §5.21). */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/** The blank Braille pattern is a symbol that shows nothing. */
const BLANK = "\u2800";

/** The reasons to refuse a display name. */
type DisplayNameFault =
  | "empty"
  | "control-characters"
  | "lost-characters"
  | "at-sign"
  | "encoded-text"
  | "too-long";

/** Returns why a display name is refused; `undefined` if it is valid. */
export function displayNameFault(sent: string): DisplayNameFault | undefined {
  const name = normalizedName(sent);
  // A line break would start another header, and a format character can reverse the direction of the text.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return "control-characters";
  // U+FFFD stands for what was lost before, such as half a surrogate pair in JSON.
  if (name.includes("\uFFFD")) return "lost-characters";
  const seen = name.replace(IGNORABLE, "");
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(seen.replaceAll(BLANK, ""))) return "empty";
  // Readers would take an address in the name for the sender's address.
  if (name.includes("@")) return "at-sign";
  // Mail programs decode `=?utf-8?Q?…?=` even inside quotes, so it could hide text that the other rules refuse (RFC 2047 §5).
  if (/=\s*\?|\?\s*=/.test(seen)) return "encoded-text";
  return [...name].length > LONGEST ? "too-long" : undefined;
}

/** Writes an address with its display name for a From header (RFC 5322 §3.4, RFC 2047 §5). */
export function fromHeader(address: string, displayName?: string): string {
  return displayName === undefined ? address : `${phrase(displayName)} <${address}>`;
}

function phrase(name: string): string {
  if (ATOMS.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replace(/["\\]/g, "\\$&")}"`;
  return encodedWords(name).join(" ");
}

/**
 * Each encoded word contains whole characters (RFC 2047 §5), and mail programs ignore the space between two
 * of them (§6.2).
 */
function encodedWords(name: string): readonly string[] {
  const encoder = new TextEncoder();
  const words: number[][] = [[]];
  for (const character of name) {
    const octets = encoder.encode(character);
    if ((words.at(-1)?.length ?? 0) + octets.length > OCTETS_A_WORD) words.push([]);
    words.at(-1)?.push(...octets);
  }
  return words.map((octets) => `=?utf-8?B?${btoa(String.fromCharCode(...octets))}?=`);
}
