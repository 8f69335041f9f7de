import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { z } from "zod";
import { UsageError } from "../command-line.ts";
import { localClient } from "../demo/send-ticket.ts";
import type { Where } from "./command.ts";

/** The operators' API of one deployment. */
export interface OperatorsApi {
  /** Asks for one thing, such as `["onboardings", id]`; throws what the API says is wrong. */
  ask(method: Method, path: readonly string[], said?: { query?: Query; body?: unknown }): Promise<unknown>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Query = Readonly<Record<string, string | undefined>>;

const problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  faults: z.array(z.object({ field: z.string(), expected: z.string() })).default([]),
  refused: z.array(z.unknown()).optional(),
});

const UNPROCESSABLE = 422;

/** The API understood, and did nothing of what was asked for: each with its reasons. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refused: readonly unknown[];

  constructor(message: string, refused: readonly unknown[]) {
    super(message);
    this.refused = refused;
  }
}

/** Finds the operators' API of a deployment; each request is signed with the credentials that the SDK finds. */
export async function operatorsApi(where: Where): Promise<OperatorsApi> {
  const ssm = new SSMClient(where.awsUrl === undefined ? {} : localClient(where.awsUrl));
  const base = new URL(await apiUrl(ssm, where));
  const signer = new SignatureV4({
    credentials: ssm.config.credentials,
    region: ssm.config.region,
    service: "execute-api",
    sha256: Sha256,
  });
  return {
    async ask(method, path, { query = {}, body } = {}) {
      const url = new URL(`/${path.map(encodeURIComponent).join("/")}`, base);
      const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const { headers } = await signer.sign(
        {
          method,
          protocol: url.protocol,
          hostname: url.hostname,
          path: url.pathname,
          query: Object.fromEntries(given),
          headers: { host: url.host, ...(text !== undefined && { "content-type": "application/json" }) },
          ...(text !== undefined && { body: text }),
        },
        { signingDate: await timeAt(base) },
      );
      const { host: _setByFetch, ...sent } = headers;
      url.search = given.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
      return answerOf(await fetch(url, { method, headers: sent, ...(text !== undefined && { body: text }) }));
    },
  };
}

async function apiUrl(ssm: SSMClient, { stack }: Where): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `/${stack}/api-url` }));
    return Parameter?.Value ?? "";
  } catch (error) {
    if (!(error instanceof Error && error.name === "ParameterNotFound")) throw error;
    throw new UsageError(`--stack: there is no deployment ${stack} here`, { cause: error });
  }
}

/** The API's own time: a local cloud may be ahead of this machine's, and this machine may be wrong. */
async function timeAt(base: URL): Promise<Date> {
  const { headers } = await fetch(base);
  return new Date(headers.get("date") ?? Date.now());
}

async function answerOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  if (answer.status === 403 && !text.includes('"title"'))
    throw new Error(
      "your AWS credentials may not use the operators' API (403): attach the stack's OperatorsPolicy",
    );
  const said = problem.safeParse(json(text));
  if (!said.success) throw new Error(`the API answered ${answer.status}`);
  const { title, detail, faults, refused } = said.data;
  if (refused !== undefined) throw new RefusedError(title, refused);
  const wrong = faults.map(({ field, expected }) => `${field}: ${expected}`).join("; ");
  const words = [title, detail, wrong].filter((part) => part !== undefined && part !== "").join(": ");
  throw answer.status === UNPROCESSABLE ? new UsageError(words) : new Error(words);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
