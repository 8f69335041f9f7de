import { Resolver } from "node:dns/promises";
import { authenticate } from "mailauth";

/** The facts about a message that a receiving host knows from the SMTP session. */
interface Envelope {
  /** The envelope sender (RFC 5321 MAIL FROM). */
  readonly sender: string;
  readonly clientIp: string;
  readonly helo: string;
}

/** The results of mailauth in the words of RFC 8601; `dkim` is that of the signature aligned with the From domain. */
export interface MailVerdict {
  readonly dkim: string;
  readonly spf: string;
  readonly dmarc: string;
}

/** Verifies a message with the independent library mailauth and the DNS of a local resolver. */
export async function verifyMail(
  message: Buffer | string,
  resolverPort: number,
  { sender, clientIp, helo }: Envelope,
): Promise<MailVerdict> {
  const dns = new Resolver();
  dns.setServers([`127.0.0.1:${resolverPort}`]);
  const { dkim, spf, dmarc } = await authenticate(message, {
    sender,
    ip: clientIp,
    helo,
    // mailauth's types allow only TXT and addresses, but it expects node:dns's form for every type.
    resolver: (name, type) => dns.resolve(name, type) as Promise<string[][]>,
    disableArc: true,
    disableBimi: true,
    strict: true,
  });
  const aligned = dkim.results.find(({ status }) => status.aligned);
  return {
    dkim: aligned?.status.result ?? "none",
    spf: spf === false ? "none" : spf.status.result,
    dmarc: dmarc === false ? "none" : dmarc.status.result,
  };
}
