/** The DNS host as a text names it: by its name if it is known, and as "your DNS host" if not. */
export function knownHost(name: string | undefined): {
  readonly isKnown: "yes" | "other";
  readonly host: string;
} {
  return { isKnown: name === undefined ? "other" : "yes", host: name ?? "" };
}
