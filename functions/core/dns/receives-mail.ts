import type { DnsAnswer } from "./observation.ts";
import { exchangeOf } from "./record-names.ts";

/** Returns whether a domain accepts mail, as the answer to its MX question shows. */
export function receivesMail(mx: DnsAnswer): "yes" | "no" | "unknown" {
  if (mx.kind === "unknown") return "unknown";
  const hosts = mx.kind === "records" ? mx.values.map(exchangeOf) : [];
  // "." is a null MX (RFC 7505), and SES's feedback hosts accept only bounces. A domain without MX may accept
  // mail at its address (RFC 5321 §5.1), but nothing shows that people read it.
  const takes = hosts.some((host) => host !== "." && host !== "" && !host.startsWith("feedback-smtp."));
  return takes ? "yes" : "no";
}
