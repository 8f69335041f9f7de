import * as z from "zod";

/** The key is split into pieces, so that each TXT record is one character string (RFC 1035 §3.3). */
const PIECE = /.{1,200}/g;

/**
 * Returns the values of the TXT records that publish a public key; the key is SubjectPublicKeyInfo in base64.
 */
export function publicKeyTexts(key: string): readonly string[] {
  return (key.match(PIECE) ?? []).map((piece, index) => `p=${index + 1},a=RS256,d=${piece}`);
}

const piece = z.object({
  p: z.coerce.number().int().min(1).max(20),
  a: z.literal("RS256").default("RS256"),
  d: z.string(),
});

/** Joins the TXT records of a public key in any order; `undefined` if one is missing or belongs to no key. */
export function publicKeyIn(texts: readonly string[]): string | undefined {
  const pieces = texts.map((text) => piece.safeParse(fieldsOf(text)).data);
  const sorted = pieces.flatMap((one) => one ?? []).toSorted((one, other) => one.p - other.p);
  const isWhole = sorted.length === texts.length && sorted.every(({ p }, index) => p === index + 1);
  return isWhole && sorted.length > 0 ? sorted.map(({ d }) => d).join("") : undefined;
}

function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(",").map((field) => {
      const [name = "", ...value] = field.split("=");
      return [name.trim(), value.join("=")];
    }),
  );
}
