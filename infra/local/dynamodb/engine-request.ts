import { Agent, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { unavailable } from "./unavailable.ts";

/** A request to the engine. */
interface EngineRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The response of the engine. */
export interface EngineResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Connections are kept alive, because every call of every function uses them. */
const agent = new Agent({ keepAlive: true });

/**
 * Sends a request to the engine with `node:http`, because `fetch` takes twice the processor time. If the
 * engine is gone, the answer is 503.
 */
export async function askEngine(
  url: string,
  { method, headers, body }: EngineRequest,
): Promise<EngineResponse> {
  const length = { "content-length": Buffer.byteLength(body) };
  const options = { method, headers: { ...headers, ...length } };
  return new Promise<EngineResponse>((resolve, reject) => {
    const outgoing = url.startsWith("https:")
      ? httpsRequest(url, options)
      : httpRequest(url, { ...options, agent });
    outgoing.on("response", (incoming) => {
      const { statusCode: status = 500, headers: answered } = incoming;
      text(incoming).then((answer) => resolve({ status, headers: answered, body: answer }), reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  }).catch(() => {
    throw unavailable();
  });
}
