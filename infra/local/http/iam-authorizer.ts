import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { IncomingRequest } from "./incoming-request.ts";

/** The description of the caller that API Gateway passes to a function: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface IamAuthorizer {
  readonly iam: Readonly<Record<string, string | null>> & { readonly userArn: string };
}

/** The region, account and time for which a signature must be valid. */
interface SignatureContext {
  readonly region: string;
  readonly accountId: string;
  readonly nowMs: number;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([\w+=,.@-]+)\/(\d{8})\/([\w-]+)\/execute-api\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/**
 * The time by which a signature may differ: five minutes
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4-troubleshooting.html).
 */
const SKEW_MS = 5 * 60_000;

/**
 * Returns the caller who signed a request with Signature Version 4, or `undefined` without a valid signature. The secret
 * of a local access key is the key itself (`test` and `test`), and the key is also the name of its user.
 */
export async function authorizeByIam(
  request: IncomingRequest,
  context: SignatureContext,
): Promise<IamAuthorizer | undefined> {
  const headers = headersOf(request);
  const [, accessKey = "", day = "", region = "", signedHeaders = "", signature = ""] =
    AUTHORIZATION.exec(headers["authorization"] ?? "") ?? [];
  const signedAt = timeOf(headers["x-amz-date"]);
  const signed = signedHeaders.split(";");
  const isInScope = region === context.region && headers["x-amz-date"]?.startsWith(day) === true;
  if (accessKey === "" || signedAt === undefined || !isInScope || !signed.includes("host")) return undefined;
  if (Math.abs(signedAt - context.nowMs) > SKEW_MS || !isBodySigned(headers, request.body)) return undefined;
  const signer = new SignatureV4({
    credentials: { accessKeyId: accessKey, secretAccessKey: accessKey },
    region,
    service: "execute-api",
    sha256: Sha256,
    applyChecksum: false,
  });
  const expected = await signer.sign(asSigned(request, headers, signed), { signingDate: new Date(signedAt) });
  const [, expectedSignature = ""] =
    /Signature=([0-9a-f]{64})$/.exec(expected.headers["authorization"] ?? "") ?? [];
  return isSame(signature, expectedSignature) ? userOf(accessKey, context.accountId) : undefined;
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

/** Reads a time in the basic format of ISO 8601, such as 20261125T190000Z. */
function timeOf(text = ""): number | undefined {
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const at = extended === text ? Number.NaN : Date.parse(extended);
  return Number.isNaN(at) ? undefined : at;
}

/** The signature covers the hash in the header, so the header must match the body. */
function isBodySigned(headers: Headers, body: Buffer): boolean {
  const hash = headers["x-amz-content-sha256"];
  return hash === undefined || hash === createHash("sha256").update(body).digest("hex");
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** Returns the user whose access key has this name. */
export function userOf(accessKey: string, accountId: string): IamAuthorizer {
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
