import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import type { Answer, DecodedPacket, RecordType } from "dns-packet";
import * as dnsPacket from "dns-packet";
import { canonicalName } from "./name.ts";
import { encodePacket, questionName } from "./wire-name.ts";

/** One question to one server. */
export interface DnsQuestion {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly type: RecordType;
  readonly recursionDesired?: boolean;
  /** Sets DO (send signatures), and for `unchecked` also CD (do not validate them): RFC 4035 §3.2. */
  readonly signatures?: "checked" | "unchecked";
  readonly timeoutMs?: number;
}

/** A server's response. */
export interface DnsResponse {
  readonly rcode: number;
  readonly authoritative: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
}

/** The server gave no readable answer in time. */
export class NoDnsAnswerError extends Error {
  override readonly name = "NoDnsAnswerError";
}

const TIMEOUT_MS = 1500;
const UDP_BYTES = 1232;

function encodeQuestion(question: DnsQuestion, id: number): Buffer {
  const { name, type, recursionDesired = false, signatures } = question;
  return encodePacket({
    type: "query",
    id,
    flags:
      (recursionDesired ? dnsPacket.RECURSION_DESIRED : 0) |
      (signatures === "unchecked" ? dnsPacket.CHECKING_DISABLED : 0),
    questions: [{ name, type }],
    additionals: [
      {
        type: "OPT",
        name: ".",
        udpPayloadSize: UDP_BYTES,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: signatures === undefined ? 0 : dnsPacket.DNSSEC_OK,
        flag_do: signatures !== undefined,
        options: [],
      },
    ],
  });
}

/** Decodes the packet if it is the answer to this question (RFC 5452 §9.1). */
function decodeAnswer(message: Buffer, { name, type }: DnsQuestion, id: number): DecodedPacket | undefined {
  try {
    const packet = dnsPacket.decode(message);
    const [question] = packet.questions ?? [];
    const isOurs =
      packet.flag_qr &&
      packet.id === id &&
      question?.type === type &&
      canonicalName(questionName(message) ?? "") === canonicalName(name);
    return isOurs ? packet : undefined;
  } catch {
    return undefined;
  }
}

function overUdp(question: DnsQuestion, id: number, signal: AbortSignal): Promise<DecodedPacket> {
  const { host, port } = question;
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", signal });
    socket.on("close", () => reject(new NoDnsAnswerError(`${host} port ${port} gave no answer`)));
    socket.on("error", () => socket.close());
    socket.on("message", (message) => {
      const packet = decodeAnswer(message, question, id);
      if (packet === undefined) return;
      resolve(packet);
      socket.close();
    });
    socket.connect(port, host, () => socket.send(encodeQuestion(question, id)));
  });
}

function overTcp(question: DnsQuestion, id: number, signal: AbortSignal): Promise<DecodedPacket> {
  const { host, port } = question;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    let received = Buffer.alloc(0);
    socket.on("connect", () => {
      const message = encodeQuestion(question, id);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      socket.write(Buffer.concat([length, message]));
    });
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const packet = decodeAnswer(received.subarray(2, 2 + received.readUInt16BE(0)), question, id);
      if (packet !== undefined) resolve(packet);
      socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => reject(new NoDnsAnswerError(`${host} port ${port} gave no answer over TCP`)));
  });
}

/** Sends the question over UDP and, if the answer is truncated, again over TCP; throws NoDnsAnswerError. */
export async function askDns(question: DnsQuestion): Promise<DnsResponse> {
  const id = randomInt(0x10000);
  const signal = AbortSignal.timeout(question.timeoutMs ?? TIMEOUT_MS);
  const first = await overUdp(question, id, signal);
  const packet = first.flag_tc ? await overTcp(question, id, signal) : first;
  return {
    rcode: (packet.flags ?? 0) & 0xf,
    authoritative: packet.flag_aa,
    answers: packet.answers ?? [],
    authorities: packet.authorities ?? [],
    additionals: packet.additionals ?? [],
  };
}
