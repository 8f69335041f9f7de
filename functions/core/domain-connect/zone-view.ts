/** The answers of one name server about one name, for all types that were asked. */
export type ServerView =
  /** Neither the name nor any name below it exists (RFC 8020). */
  | { readonly kind: "no-name" }
  /** The name exists because of other types or because of names below it. */
  | { readonly kind: "other-use" }
  | { readonly kind: "records"; readonly records: readonly SeenRecord[] }
  /** At least one question got no usable answer. */
  | { readonly kind: "unknown" };

/** A record that a server holds; an MX value is "<preference> <exchange>". */
export interface SeenRecord {
  readonly type: string;
  readonly value: string;
}

/** The answers of all name servers of a zone about one name. */
export interface NameView {
  readonly name: string;
  /** The zone of the name; absent if it was not found. */
  readonly zone?: string;
  readonly servers: readonly ServerView[];
}

/** The answers of a zone's own name servers just now. */
export interface ZoneView {
  readonly names: readonly NameView[];
  /** The names between those and the zone apex, asked only for NS records, which would show a delegation. */
  readonly between: readonly NameView[];
}

/** The answer about a name on which all servers agree. */
export type AgreedView = Exclude<ServerView, { kind: "unknown" }>;

/** Returns the common answer of all servers; "differ" if they disagree, "unknown" if one did not answer. */
export function agreedView({ servers }: NameView): AgreedView | "differ" | "unknown" {
  const [first] = servers;
  const known = servers.flatMap((view) => (view.kind === "unknown" ? [] : [view]));
  const [agreed] = known;
  if (first === undefined || agreed === undefined || known.length < servers.length) return "unknown";
  return known.every((view) => textOf(view) === textOf(agreed)) ? agreed : "differ";
}

function textOf(view: AgreedView): string {
  if (view.kind !== "records") return view.kind;
  return view.records
    .map(({ type, value }) => `${type} ${value}`)
    .toSorted()
    .join("\n");
}
