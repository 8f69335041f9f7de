import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { IncomingRequest } from "./incoming-request.ts";

/** The caller as API Gateway describes it to a function: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface IamAuthorizer {
  readonly iam: Readonly<Record<string, string | null>> & { readonly userArn: string };
}

/** Where signatures are for, and by which time. */
interface Place {
  readonly region: string;
  readonly accountId: string;
  readonly nowMs: number;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([\w+=,.@-]+)\/(\d{8})\/([\w-]+)\/execute-api\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4-troubleshooting.html: five minutes */
const SKEW_MS = 5 * 60_000;

/**
 * Who signed a request with Signature Version 4; `undefined` if nobody did, rightly, now. Local access keys have
 * themselves as their secret (`test` and `test`), and each is the user of its name.
 */
export async function authorizeByIam(
  request: IncomingRequest,
  place: Place,
): Promise<IamAuthorizer | undefined> {
  const headers = headersOf(request);
  const [, accessKey = "", day = "", region = "", signedHeaders = "", signature = ""] =
    AUTHORIZATION.exec(headers["authorization"] ?? "") ?? [];
  const signedAt = timeOf(headers["x-amz-date"]);
  const signed = signedHeaders.split(";");
  const isForHere = region === place.region && headers["x-amz-date"]?.startsWith(day) === true;
  if (accessKey === "" || signedAt === undefined || !isForHere || !signed.includes("host")) return undefined;
  if (Math.abs(signedAt - place.nowMs) > SKEW_MS || !isBodySigned(headers, request.body)) return undefined;
  const signer = new SignatureV4({
    credentials: { accessKeyId: accessKey, secretAccessKey: accessKey },
    region,
    service: "execute-api",
    sha256: Sha256,
    applyChecksum: false,
  });
  const again = await signer.sign(asSigned(request, headers, signed), { signingDate: new Date(signedAt) });
  const [, right = ""] = /Signature=([0-9a-f]{64})$/.exec(again.headers["authorization"] ?? "") ?? [];
  return isSame(signature, right) ? userOf(accessKey, place.accountId) : undefined;
}

function asSigned({ method, target, body }: IncomingRequest, headers: Headers, signed: readonly string[]) {
  const [path = "/", query = ""] = target.split(/\?(.*)/s);
  return {
    method,
    protocol: "http:",
    hostname: headers["host"] ?? "",
    path,
    query: queryOf(query),
    headers: Object.fromEntries(signed.map((name) => [name, headers[name] ?? ""])),
    body,
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

function headersOf({ rawHeaders }: IncomingRequest): Headers {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers[String(rawHeaders[index]).toLowerCase()] = String(rawHeaders[index + 1]);
  }
  return headers;
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) query[name] = [...(query[name] ?? []), value];
  return query;
}

/** The basic format of ISO 8601, such as 20261125T190000Z. */
function timeOf(text = ""): number | undefined {
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const at = extended === text ? Number.NaN : Date.parse(extended);
  return Number.isNaN(at) ? undefined : at;
}

/** A hash that is sent along is what gets signed, so the body has to have it. */
function isBodySigned(headers: Headers, body: Buffer): boolean {
  const hash = headers["x-amz-content-sha256"];
  return hash === undefined || hash === createHash("sha256").update(body).digest("hex");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function userOf(accessKey: string, accountId: string): IamAuthorizer {
  return {
    iam: {
      accessKey,
      accountId,
      callerId: accessKey,
      cognitoIdentity: null,
      principalOrgId: "",
      userArn: `arn:aws:iam::${accountId}:user/${accessKey}`,
      userId: accessKey,
    },
  };
}
