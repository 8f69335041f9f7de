import { Resolver } from "node:dns/promises";
import { authenticate } from "mailauth";

/** What a receiving host knows of a message beside the message. */
interface Envelope {
  /** RFC 5321 MAIL FROM. */
  readonly sender: string;
  readonly clientIp: string;
  readonly helo: string;
}

/** What mailauth says, in the words of RFC 8601; of DKIM, the signature that speaks for the From address's domain. */
export interface MailVerdict {
  readonly dkim: string;
  readonly spf: string;
  readonly dmarc: string;
}

/** Has a message examined by mailauth, which knows nothing of this project, with the DNS behind a local resolver. */
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
    // Its types know TXT and addresses only; node:dns answers each type in the form that it expects
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
