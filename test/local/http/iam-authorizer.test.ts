import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import { authorizeByIam } from "../../../infra/local/http/iam-authorizer.ts";

const NOW = Date.UTC(2026, 10, 25, 19);
const PLACE = { region: "eu-west-1", accountId: "000000000000", nowMs: NOW };

/** The differences from a correctly signed request. */
interface Said {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly region?: string;
  readonly service?: string;
  readonly awayMs?: number;
  /** Changes after signing; a header of `undefined` is removed. */
  readonly sent?: { readonly method?: string; readonly target?: string; readonly body?: string };
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

async function authorized(said: Said = {}) {
  const { accessKeyId = "alice", region = "eu-west-1", service = "execute-api" } = said;
  const body = '{"mailFrom":"bounce.oxfordstones.example"}';
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: said.secretAccessKey ?? accessKeyId },
    region,
    service,
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: "POST",
      protocol: "http:",
      hostname: "127.0.0.1",
      path: "/projects/oxford%20stones",
      query: { domain: "oxfordstones.example", project: "a b" },
      headers: { host: "127.0.0.1:3000", "content-type": "application/json" },
      body,
    },
    { signingDate: new Date(NOW + (said.awayMs ?? 0)) },
  );
  const target = "/projects/oxford%20stones?project=a%20b&domain=oxfordstones.example";
  const sent = { method: "POST", target, body, ...said.sent };
  const kept = Object.entries({ ...headers, ...said.headers }).filter(([, value]) => value !== undefined);
  return authorizeByIam(
    {
      ...sent,
      body: Buffer.from(sent.body),
      httpVersion: "1.1",
      rawHeaders: kept.flatMap(([name, value]) => [name, value ?? ""]),
      sourceIp: "127.0.0.1",
    },
    PLACE,
  );
}

it("returns the principal of the signature", async () => {
  expect(await authorized()).toEqual({
    iam: {
      accessKey: "alice",
      accountId: "000000000000",
      callerId: "alice",
      cognitoIdentity: null,
      principalOrgId: "",
      userArn: "arn:aws:iam::000000000000:user/alice",
      userId: "alice",
    },
  });
});

it("takes a signature that another program made", async () => {
  const authorizer = await authorizeByIam(
    {
      method: "GET",
      target: "/onboardings?limit=5&status=ready",
      httpVersion: "1.1",
      sourceIp: "127.0.0.1",
      body: Buffer.alloc(0),
      // A request of curl 7.88.1: --aws-sigv4 aws:amz:eu-west-1:execute-api --user test:test
      rawHeaders: [
        ...["Host", "127.0.0.1:3999", "X-Amz-Date", "20261125T190755Z", "User-Agent", "curl/7.88.1"],
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=test/20261125/eu-west-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=a408bd5658f88586eba0acf890a978095be0dd562b8c9d4884937822a6003314",
      ],
    },
    { ...PLACE, nowMs: Date.UTC(2026, 10, 25, 19, 7, 55) },
  );
  expect(authorizer?.iam.userArn).toBe("arn:aws:iam::000000000000:user/test");
});

describe("refuses", () => {
  it.each<[string, Said]>([
    ["a wrong secret", { secretAccessKey: "guessed" }],
    ["a signature for another Region", { region: "us-east-1" }],
    ["a signature for another service", { service: "sts" }],
    ["a signature that is older than five minutes", { awayMs: -301_000 }],
    ["a signature of the future", { awayMs: 301_000 }],
    ["no signature", { headers: { authorization: undefined } }],
    ["no time", { headers: { "x-amz-date": undefined } }],
    ["another body", { sent: { body: '{"mailFrom":"evil.example"}' } }],
    [
      "another body without the hash of the first",
      { sent: { body: "{}" }, headers: { "x-amz-content-sha256": undefined } },
    ],
    ["another method", { sent: { method: "DELETE" } }],
    ["another path", { sent: { target: "/projects/other?project=a%20b&domain=oxfordstones.example" } }],
    [
      "another query",
      { sent: { target: "/projects/oxford%20stones?project=c&domain=oxfordstones.example" } },
    ],
    ["another host", { headers: { host: "127.0.0.1:3001" } }],
    ["another time", { headers: { "x-amz-date": "20261125T190001Z" } }],
    ["a header that is no signature", { headers: { authorization: "Basic eA==" } }],
  ])("%s", async (_, said) => {
    expect(await authorized(said)).toBeUndefined();
  });
});
