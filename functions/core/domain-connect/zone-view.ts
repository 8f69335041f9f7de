/** What one name server says about one name, of all types that were asked for. */
export type ServerView =
  /** No record of any type is at the name, and none below it (RFC 8020). */
  | { readonly kind: "no-name" }
  /** The name exists: records of types that were not asked for, or names below it. */
  | { readonly kind: "other-use" }
  | { readonly kind: "records"; readonly records: readonly SeenRecord[] }
  /** The server gave no usable answer to one of the questions. */
  | { readonly kind: "unknown" };

/** A record that a server holds; the value of an MX as "<preference> <exchange>". */
export interface SeenRecord {
  readonly type: string;
  readonly value: string;
}

/** What all name servers of a zone say about one name. */
export interface NameView {
  readonly name: string;
  /** The zone that the name is in; absent if it was not found. */
  readonly zone?: string;
  readonly servers: readonly ServerView[];
}

/** What was seen of a zone just now, at its own name servers. */
export interface ZoneView {
  readonly names: readonly NameView[];
  /** The names between those and the top of their zone, asked for NS records alone: one there is a delegation. */
  readonly between: readonly NameView[];
}

/** The answer of all servers of a name, once they agree. */
export type AgreedView = Exclude<ServerView, { kind: "unknown" }>;

/** Returns what all servers say; "differ" if they say different things, "unknown" if one did not answer. */
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
