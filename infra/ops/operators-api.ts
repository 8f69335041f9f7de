import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import type { Target } from "./command.ts";
import { confirmation, withConfirmation } from "./confirmation.ts";
import { clientSettings } from "./target.ts";

const { text } = textsIn("en");

/** The operators' API of one deployment. */
export interface OperatorsApi {
  /** Sends one request to a path such as `["onboardings", id]`; throws the error that the API returns. */
  request(
    method: Method,
    path: readonly string[],
    content?: { query?: Query; body?: unknown },
  ): Promise<unknown>;
}

/** The operators' API of one deployment, including answers that are not JSON. */
interface SignedApi extends OperatorsApi {
  /** Sends one request and returns the unchanged answer; redirects are not followed. */
  send(
    method: Method,
    path: readonly string[],
    content?: { query?: Query; headers?: Readonly<Record<string, string>>; text?: string },
  ): Promise<Response>;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Query = Readonly<Record<string, string | undefined>>;

const problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  faults: z.array(z.object({ field: z.string(), expected: z.string() })).default([]),
  refused: z.array(z.unknown()).optional(),
  confirm: confirmation,
});

const UNPROCESSABLE = 422;

/** Is thrown if the API refused all parts of a request, with the reasons of each. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refused: readonly unknown[];

  constructor(message: string, refused: readonly unknown[]) {
    super(message);
    this.refused = refused;
  }
}

/** Opens the operators' API of a deployment; each request is signed with the operator's AWS credentials. */
export async function operatorsApi(target: Target): Promise<SignedApi> {
  const ssm = new SSMClient(await clientSettings(target));
  const base = new URL(await readApiUrl(ssm, target));
  const signer = new SignatureV4({
    credentials: ssm.config.credentials,
    region: ssm.config.region,
    service: "execute-api",
    sha256: Sha256,
  });
  const send: SignedApi["send"] = async (method, path, { query = {}, headers: own = {}, text } = {}) => {
    const url = new URL(encodedPath(path), base);
    const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const { headers } = await signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(pairs),
        headers: { host: url.host, ...own },
        ...(text !== undefined && { body: text }),
      },
      { signingDate: await timeAt(base) },
    );
    const { host: _setByFetch, ...sent } = headers;
    url.search = pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
    return fetch(url, {
      method,
      headers: sent,
      redirect: "manual",
      ...(text !== undefined && { body: text }),
    });
  };
  return {
    send,
    async request(method, path, { query = {}, body } = {}) {
      const content =
        body === undefined
          ? {}
          : { headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
      return answerOf(await send(method, path, { query, ...content }), Object.keys(query));
    },
  };
}

/**
 * Throws UsageError if a URL would drop a segment (WHATWG URL §4.4): the request would go to another path,
 * and the removal of an address would remove its project. Encoding the dots does not help.
 */
export function demandSegment(segment: string): void {
  if (/^\.{0,2}$/.test(segment))
    throw new UsageError(text("operators.commands.error.segment", { name: segment }));
}

function encodedPath(path: readonly string[]): string {
  for (const segment of path) demandSegment(segment);
  return `/${path.map(encodeURIComponent).join("/")}`;
}

async function readApiUrl(ssm: SSMClient, { stack }: Target): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `/${stack}/api-url` }));
    return Parameter?.Value ?? "";
  } catch (error) {
    if (!(error instanceof Error && error.name === "ParameterNotFound")) throw error;
    throw new UsageError(text("operators.commands.error.no-stack", { stack }), { cause: error });
  }
}

/** Returns the address of a deployment's HTTP API. */
export async function apiUrl(target: Target): Promise<URL> {
  return new URL(await readApiUrl(new SSMClient(await clientSettings(target)), target));
}

/** Reads the API's clock, because a local cloud may run ahead and this machine's clock may be wrong. */
export async function timeAt(base: URL): Promise<Date> {
  const { headers } = await fetch(base);
  return new Date(headers.get("date") ?? Date.now());
}

/** Reads an answer; `options` are the options of the command line that were sent by their own names. */
async function answerOf(answer: Response, options: readonly string[]): Promise<unknown> {
  const body = await answer.text();
  if (answer.ok && answer.headers.get("content-type")?.startsWith("text/csv")) return body;
  const given = json(body);
  if (answer.ok && given !== undefined) return given;
  if (answer.status === 403 && !body.includes('"title"'))
    throw new Error(text("operators.commands.error.forbidden"));
  const parsed = problem.safeParse(given);
  if (answer.ok)
    throw new Error(text("operators.commands.error.not-json", { url: new URL(answer.url).origin }));
  if (!parsed.success)
    throw new Error(text("operators.commands.error.api", { status: String(answer.status) }));
  const { title, detail, faults, refused, confirm } = parsed.data;
  if (refused !== undefined) throw new RefusedError(title, refused);
  const wrong = faults
    .map(({ field, expected }) => `${options.includes(field) ? "--" : ""}${field}: ${expected}`)
    .join("; ");
  const said = [title, detail, wrong].filter((part) => part !== undefined && part !== "").join(": ");
  const message = withConfirmation(said, confirm);
  throw answer.status === UNPROCESSABLE ? new UsageError(message) : new Error(message);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
