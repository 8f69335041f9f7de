import { buffer } from "node:stream/consumers";
import addressparser from "nodemailer/lib/addressparser";
import DKIM from "nodemailer/lib/dkim";
import MailComposer from "nodemailer/lib/mail-composer";

/** The parts of a message, from SendEmail's Simple content. */
export interface SimpleMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly headers: ReadonlyArray<{ Name: string; Value: string }>;
  /** The attachments, with base64 content; those with a content id are shown within the HTML. */
  readonly attachments: ReadonlyArray<{
    RawContent: string;
    FileName: string;
    ContentId?: string | undefined;
    ContentType?: string | undefined;
  }>;
}

/** The headers that SES sets itself. */
export interface OwnHeaders {
  readonly messageId: string;
  readonly atMs: number;
  readonly returnPath: string;
}

/** A DKIM key that signs messages. */
export interface SigningKey {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}

/** Matches a header field of a message with its continuation lines. */
const HEADER_FIELD = /[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*/g;
const OWN_FIELD = /^(?:message-id|date|return-path|bcc):/i;

/** Returns the addresses in a header's text, without display names. */
export function addressesIn(text: string): string[] {
  return addressparser(text, { flatten: true }).flatMap(({ address }) => (address ? [address] : []));
}

/** Builds the MIME message with text and HTML as alternatives. */
export async function composeMessage(message: SimpleMessage, own: OwnHeaders): Promise<Buffer> {
  const composer = new MailComposer({
    from: message.from,
    to: [...message.to],
    cc: [...message.cc],
    replyTo: [...message.replyTo],
    subject: message.subject,
    ...(message.text !== undefined && { text: message.text }),
    ...(message.html !== undefined && { html: message.html }),
    headers: [
      { key: "Return-Path", value: `<${own.returnPath}>` },
      ...message.headers.map(({ Name, Value }) => ({ key: Name, value: Value })),
    ],
    messageId: own.messageId,
    date: new Date(own.atMs),
    attachments: message.attachments.map(({ RawContent, FileName, ContentId, ContentType }) => ({
      content: Buffer.from(RawContent, "base64"),
      filename: FileName,
      ...(ContentId !== undefined && { cid: ContentId, contentDisposition: "inline" as const }),
      ...(ContentType !== undefined && { contentType: ContentType }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function splitMessage(raw: string): { fields: string[]; body: string } {
  const [blank] = /\r?\n\r?\n/.exec(raw) ?? [];
  const end = blank === undefined ? raw.length : raw.indexOf(blank);
  const head = `${raw.slice(0, end)}\r\n`;
  return { fields: head.match(HEADER_FIELD) ?? [], body: raw.slice(end + (blank?.length ?? 0)) };
}

/** Returns the unfolded value of a raw message's header, or an empty text if it has none. */
export function headerOf(raw: Buffer, name: string): string {
  const prefix = `${name.toLowerCase()}:`;
  const { fields } = splitMessage(raw.toString("latin1"));
  const field = fields.find((candidate) => candidate.toLowerCase().startsWith(prefix)) ?? "";
  const value = field.slice(prefix.length).replaceAll(/\r?\n(?=[ \t])/g, "");
  return Buffer.from(value, "latin1").toString("utf8").trim();
}

/** SES replaces Message-ID and Date of a raw message: https://docs.aws.amazon.com/ses/latest/dg/header-fields.html */
export function withOwnHeaders(raw: Buffer, own: OwnHeaders): Buffer {
  const { fields, body } = splitMessage(raw.toString("latin1"));
  const kept = fields
    .filter((field) => !OWN_FIELD.test(field))
    .map((field) => field.replaceAll(/\r?\n/g, "\r\n"));
  const added = [
    `Return-Path: <${own.returnPath}>\r\n`,
    `Message-ID: ${own.messageId}\r\n`,
    `Date: ${new Date(own.atMs).toUTCString().replace("GMT", "+0000")}\r\n`,
  ];
  return Buffer.from(`${[...added, ...kept].join("")}\r\n${body}`, "latin1");
}

/** Adds DKIM signatures (RFC 6376) to a message. */
export function signMessage(message: Buffer, keys: readonly SigningKey[]): Promise<Buffer> {
  // The receiving host sets Return-Path (RFC 5321 §4.4), so it must not be signed.
  return buffer(new DKIM({ keys: [...keys], skipFields: "return-path" }).sign(message));
}
