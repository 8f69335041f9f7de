import { isIPv4, isIPv6 } from "node:net";
import type {
  BufferAnswer,
  CaaAnswer,
  MxAnswer,
  OtherRecordType,
  SoaAnswer,
  SrvAnswer,
  StringAnswer,
  TxtAnswer,
} from "dns-packet";
import { canonicalName, labelsOf } from "./name.ts";
import type { Token } from "./zone-tokens.ts";

/** A resource record of a type that zone files may contain. */
export type ZoneRecord =
  | BufferAnswer
  | StringAnswer
  | MxAnswer
  | SoaAnswer
  | SrvAnswer
  | TxtAnswer
  | CaaAnswer;

/** A record's type and data, without its owner. */
export type ZoneData = ZoneRecord extends infer R
  ? R extends ZoneRecord
    ? Pick<R, "type" | "data">
    : never
  : never;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Reads a TTL as BIND does (`3600`, `1h30m`) and returns seconds; `undefined` if the text is not a TTL. */
export function readTtl(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+[smhdw])+$/i.test(text)) return undefined;
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? "s"] ?? 1),
    0,
  );
}

/** Reads a name written relative to `origin` (RFC 1035 §5.1) into its absolute, canonical form; `@` is the origin. */
export function absoluteName(text: string, origin: string): string {
  if (text === "@") return origin;
  const parts = [...text.matchAll(/\\(\d{3})|\\(\D)|(\.)|([^\\.]+)/gs)];
  const isWhole = parts.map(([part]) => part).join("") === text;
  const isEmptyAt = (index: number) => parts[index]?.[3] !== undefined && parts[index - 1]?.[3] !== undefined;
  const hasEmptyLabel = parts.some((_, index) => isEmptyAt(index)) || (text.startsWith(".") && text !== ".");
  if (!isWhole || text === "" || hasEmptyLabel) throw new Error(`not a domain name: ${text}`);
  const written = Buffer.concat(parts.map(octetsOf)).toString("utf8");
  if (written.includes("\uFFFD")) throw new Error(`octets that are not UTF-8 are not served here: ${text}`);
  const above = parts.at(-1)?.[3] !== undefined || origin === "." ? "" : `.${origin}`;
  const name = canonicalName(`${written}${above}`);
  if (!hasAllowedLength(name)) throw new Error(`not a domain name: ${text}`);
  return name;
}

/** Returns the octets of one part of a name; a dot and a backslash inside a label stay escaped. */
function octetsOf([part, code, escaped]: RegExpExecArray): Buffer {
  if (code !== undefined && Number(code) > 255) throw new Error(`not an octet: ${part}`);
  const plain = code === undefined ? Buffer.from(escaped ?? part) : Buffer.from([Number(code)]);
  const isEscaped = part.startsWith("\\") && /^[.\\]$/.test(plain.toString("latin1"));
  return isEscaped ? Buffer.concat([Buffer.from("\\"), plain]) : plain;
}

/** Returns whether a name has at most 63 octets in a label and 255 in all (RFC 1035 §2.3.4). */
export function hasAllowedLength(name: string): boolean {
  const lengths = labelsOf(name).map((label) => Buffer.byteLength(label.replace(/\\(.)/gs, "$1")));
  const octets = lengths.reduce((sum, length) => sum + length + 1, 1);
  return octets <= 255 && lengths.every((length) => length <= 63);
}

/** Returns the octets of a <character-string> (RFC 1035 §5.1) with its escapes resolved. */
function characterString({ text }: Token): Buffer {
  const octets = [...text.matchAll(/\\(\d{3})|\\(.)|([^\\]+)/gs)].map(([, code, escaped, plain]) =>
    code === undefined ? Buffer.from(escaped ?? plain ?? "") : Buffer.from([Number(code) & 0xff]),
  );
  const joined = Buffer.concat(octets);
  if (joined.length > 255) throw new Error(`a string of ${joined.length} octets: 255 at most, split it`);
  return joined;
}

/** Reads the fields of a record's data one by one. */
class Fields {
  readonly #tokens: Token[];
  readonly #origin: string;
  constructor(tokens: readonly Token[], origin: string) {
    this.#tokens = [...tokens];
    this.#origin = origin;
  }
  token(): Token {
    const token = this.#tokens.shift();
    if (token === undefined) throw new Error("data is missing");
    return token;
  }
  text(): string {
    return this.token().text;
  }
  name(): string {
    return absoluteName(this.text(), this.#origin);
  }
  number(): number {
    const text = this.text();
    if (!/^\d+$/.test(text)) throw new Error(`not a number: ${text}`);
    return Number(text);
  }
  seconds(): number {
    const text = this.text();
    const seconds = readTtl(text);
    if (seconds === undefined) throw new Error(`not a time: ${text}`);
    return seconds;
  }
  address(isAddress: (text: string) => boolean): string {
    const text = this.text();
    if (!isAddress(text)) throw new Error(`not an address of this type: ${text}`);
    return text;
  }
  strings(): Buffer[] {
    const first = this.token();
    return [first, ...this.#tokens.splice(0)].map(characterString);
  }
  end(): void {
    const [extra] = this.#tokens;
    if (extra !== undefined) throw new Error(`unexpected ${extra.text}`);
  }
}

const READERS: Readonly<Record<string, (fields: Fields) => ZoneData>> = {
  A: (f) => ({ type: "A", data: f.address(isIPv4) }),
  AAAA: (f) => ({ type: "AAAA", data: f.address(isIPv6) }),
  CNAME: (f) => ({ type: "CNAME", data: f.name() }),
  DNAME: (f) => ({ type: "DNAME", data: f.name() }),
  NS: (f) => ({ type: "NS", data: f.name() }),
  PTR: (f) => ({ type: "PTR", data: f.name() }),
  MX: (f) => ({ type: "MX", data: { preference: f.number(), exchange: f.name() } }),
  TXT: (f) => ({ type: "TXT", data: f.strings() }),
  SPF: (f) => spfData(f.strings()),
  SRV: (f) => ({
    type: "SRV",
    data: { priority: f.number(), weight: f.number(), port: f.number(), target: f.name() },
  }),
  CAA: (f) => ({
    type: "CAA",
    data: { flags: f.number(), tag: readCaaTag(f.text()), value: f.text() },
  }),
  SOA: (f) => ({
    type: "SOA",
    data: {
      mname: f.name(),
      // A mailbox is written as a name; an escaped dot is part of its local part (RFC 1035 §8).
      rname: f.name(),
      serial: f.number(),
      refresh: f.seconds(),
      retry: f.seconds(),
      expire: f.seconds(),
      minimum: f.seconds(),
    },
  }),
};

/** The library encodes the type SPF (99), but its type declarations lack the name. */
const SPF: string = "SPF";

function spfData(strings: readonly Buffer[]): ZoneData {
  const data = Buffer.concat(strings.flatMap((one) => [Buffer.from([one.length]), one]));
  return { type: SPF as OtherRecordType, data };
}

function readCaaTag(text: string): "issue" | "issuewild" | "iodef" {
  if (text === "issue" || text === "issuewild" || text === "iodef") return text;
  throw new Error(`not a CAA tag: ${text}`);
}

/** Reads a record's data; throws if it does not fit its type. */
export function readZoneData(type: string, tokens: readonly Token[], origin: string): ZoneData {
  const reader = READERS[type.toUpperCase()];
  if (reader === undefined) throw new Error(`record type ${type} is not known here`);
  const fields = new Fields(tokens, origin);
  const data = reader(fields);
  fields.end();
  return data;
}
