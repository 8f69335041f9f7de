import type { Answer, RecordType } from "dns-packet";
import { askDns, type DnsQuestion, type DnsResponse } from "../../infra/local/dns/ask-dns.ts";

/** Asks one server, without recursion by default. */
export function ask(
  server: { port: number },
  name: string,
  type: RecordType,
  options: Partial<Pick<DnsQuestion, "host" | "recursionDesired" | "signatures" | "timeoutMs">> = {},
): Promise<DnsResponse> {
  return askDns({ host: "127.0.0.1", port: server.port, name, type, timeoutMs: 2000, ...options });
}

function written(record: Answer): string {
  if (record.type === "OPT") return "OPT";
  const { data } = record;
  if (record.type === "TXT") return [record.data].flat().map(String).join("|");
  if (record.type === "MX") return `${record.data.preference} ${record.data.exchange}`;
  if (record.type === "SOA") return record.data.mname;
  return typeof data === "string" ? data : JSON.stringify(data);
}

/** Returns records as short lines: owner, type, data. */
export function lines(records: readonly Answer[]): string[] {
  return records.filter(({ type }) => type !== "OPT").map((r) => `${r.name} ${r.type} ${written(r)}`);
}
