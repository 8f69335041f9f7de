import type { DnsAnswer } from "./observation.ts";
import { exchangeOf } from "./record-names.ts";

/** Whether people can write to a domain, by the answer to the question for its MX. */
export function receivesMail(mx: DnsAnswer): "yes" | "no" | "unknown" {
  if (mx.kind === "unknown") return "unknown";
  const hosts = mx.kind === "records" ? mx.values.map(exchangeOf) : [];
  // RFC 7505 for "."; the feedback hosts of SES take bounces alone. A host that takes mail by its address alone is no
  // place to ask people to write to.
  const takes = hosts.some((host) => host !== "." && host !== "" && !host.startsWith("feedback-smtp."));
  return takes ? "yes" : "no";
}
