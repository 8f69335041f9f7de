import type { Answer, SoaAnswer, TxtAnswer } from "dns-packet";
import { canonicalName } from "#core/dns/name";
import type { RecordType, ZoneAuthority } from "#core/dns/observation";

/** One resource record with its data in canonical form. */
export interface Resource {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly value: string;
  /** On SOA records only: how long a resolver keeps a negative answer with this SOA (RFC 2308 §5). */
  readonly negativeTtl?: number;
  /** On SOA records only. */
  readonly authority?: ZoneAuthority;
}

/** RFC 2181 §8: the highest bit of a TTL is never set. */
const LONGEST_VALID_TTL = 2 ** 31 - 1;
/** RFC 8767 §4: caches keep nothing for more than a week, whatever its TTL. */
const LONGEST_CACHED_SECONDS = 7 * 86_400;

/** Reads the records of the Internet class and of the types that a check asks for. */
export function readResources(answers: readonly Answer[] | undefined): readonly Resource[] {
  return (answers ?? []).flatMap((answer): Resource[] => {
    if (answer.type === "OPT" || (answer.class ?? "IN") !== "IN") return [];
    const spf = spfText(answer);
    const owner = { name: canonicalName(answer.name), ttl: sane(answer.ttl) };
    if (spf !== undefined) return [{ ...owner, type: "SPF", value: spf }];
    switch (answer.type) {
      case "A":
      case "AAAA":
        return [{ ...owner, type: answer.type, value: answer.data }];
      case "CNAME":
      case "NS":
        return [{ ...owner, type: answer.type, value: canonicalName(answer.data) }];
      case "MX":
        return [
          {
            ...owner,
            type: answer.type,
            value: `${answer.data.preference ?? 0} ${canonicalName(answer.data.exchange)}`,
          },
        ];
      case "TXT":
        return [{ ...owner, type: answer.type, value: joinChunks(answer.data) }];
      case "SOA": {
        const negativeTtl = Math.min(owner.ttl, sane(answer.data.minimum));
        const authority = authorityOf(answer.data);
        return [{ ...owner, type: answer.type, value: soaValue(answer.data), negativeTtl, authority }];
      }
      default:
        return [];
    }
  });
}

/** RFC 2181 §8: a TTL with its highest bit set counts as zero. */
function sane(ttl = 0): number {
  return ttl > LONGEST_VALID_TTL ? 0 : Math.min(ttl, LONGEST_CACHED_SECONDS);
}

/** The text of an SPF record (RFC 4408 §3.1.1), whose type the library names and whose strings it leaves undecoded. */
function spfText(answer: Answer): string | undefined {
  const type: string = answer.type;
  if (type !== "SPF" || !("data" in answer) || !Buffer.isBuffer(answer.data)) return undefined;
  const chunks: Buffer[] = [];
  for (let at = 0; at < answer.data.length; ) {
    const end = at + 1 + (answer.data[at] ?? 0);
    chunks.push(answer.data.subarray(at + 1, end));
    at = end;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** RFC 7208 §3.3: the strings of one TXT record are joined without spaces. */
function joinChunks(data: TxtAnswer["data"]): string {
  const chunks = Array.isArray(data) ? data : [data];
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).toString("utf8");
}

function soaValue({ mname, rname, serial, refresh, retry, expire, minimum }: SoaAnswer["data"]): string {
  const names = [canonicalName(mname), canonicalName(rname)];
  return [...names, serial, refresh, retry, expire, minimum].join(" ");
}

function authorityOf({ mname, rname, serial = 0 }: SoaAnswer["data"]): ZoneAuthority {
  return { primary: canonicalName(mname), admin: canonicalName(rname), serial };
}
