import { randomBytes } from "node:crypto";
import { isOwnForm, isOwnHost } from "../../console/guard.ts";
import { type HttpResponse, messageResponse } from "./function-response.ts";
import type { IncomingRequest } from "./incoming-request.ts";

const PATH = /^\/console(?=[/?]|$)/;

/** The console of the local cloud: the person at this machine is the operator. */
export interface LocalConsole {
  /** Returns the request for the console's function, or a refusal; `undefined` if it is not for the console. */
  enter(
    request: IncomingRequest,
    headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
    port: number,
  ): IncomingRequest | HttpResponse | undefined;
}

/** Makes the entrance to the console, with a form token that other sites can't read. */
export function createLocalConsole(): LocalConsole {
  const csrf = randomBytes(32).toString("base64url");
  return {
    enter(request, headers, port) {
      if (!PATH.test(request.target)) return undefined;
      if (!isOwnHost(headers, port)) return messageResponse(421, "Misdirected Request");
      const isForm = request.method === "POST";
      if (isForm && !isOwnForm(headers, new URLSearchParams(request.body.toString("utf8")), csrf))
        return messageResponse(403, "Forbidden");
      return {
        ...request,
        target: request.target.replace(PATH, "/operators/console"),
        rawHeaders: [...request.rawHeaders, "x-console-csrf", csrf],
      };
    },
  };
}
