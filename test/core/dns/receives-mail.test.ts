import { expect, it } from "vitest";
import type { DnsAnswer } from "#core/dns/observation";
import { receivesMail } from "#core/dns/receives-mail";

const mx = (...values: string[]): DnsAnswer => ({ kind: "records", values, ttl: 60 });

it.each<[string, DnsAnswer, string]>([
  ["a mail server", mx("10 mail.x.example"), "yes"],
  ["a null MX (RFC 7505)", mx("0 ."), "no"],
  ["an MX without a host", mx("0 "), "no"],
  ["the feedback host of SES", mx("10 feedback-smtp.eu-west-1.amazonses.com"), "no"],
  [
    "the feedback host of SES beside a mail server",
    mx("10 feedback-smtp.x.example", "20 mail.x.example"),
    "yes",
  ],
  ["no MX", { kind: "absent", nxdomain: false, negativeTtl: 60 }, "no"],
  ["silence", { kind: "unknown", reason: "timeout" }, "unknown"],
])("%s", (_, answer, receives) => {
  expect(receivesMail(answer)).toBe(receives);
});
