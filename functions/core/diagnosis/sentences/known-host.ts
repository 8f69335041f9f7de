/** Returns a DNS host as texts name it: by its name if it is known, otherwise as "your DNS host". */
export function knownHost(name: string | undefined): {
  readonly isKnown: "yes" | "other";
  readonly host: string;
} {
  return { isKnown: name === undefined ? "other" : "yes", host: name ?? "" };
}
