import { openIdProvider } from "#adapters/openid-connect/identity-provider";
import { consoleAccess } from "#core/access/console-access";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { guardConsole } from "../../functions/guard-console/guard-console.ts";
import { newSecret } from "../../functions/guard-console/secret.ts";
import { CLIENT, type HostileProvider, hostileProvider } from "../support/hostile-provider.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";

/** The host of the tests' console. */
export const HOST = "console.example";

/** The event that show-console receives. */
export interface ShownEvent {
  readonly routeKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters: { readonly page: string };
  readonly body: string;
  readonly requestContext: { readonly authorizer: { readonly iam: { readonly userArn: string } } };
}

const ACCESS = consoleAccess.parse({
  roles: { viewer: ["staff"], support: ["help-desk"], operator: ["sre"] },
});

/** A browser as guard-console sees it: it stores cookies, and sends them to every path. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(target: string, said?: Partial<HttpRequest>): Promise<HttpResponse>;
  post(
    target: string,
    fields: Readonly<Record<string, string>>,
    said?: Partial<HttpRequest>,
  ): Promise<HttpResponse>;
  /** Begins a sign-in; returns the request to the provider. */
  begin(): Promise<URLSearchParams>;
  /** Signs in as a person in these groups; returns the answer to the callback. */
  signIn(...groups: string[]): Promise<HttpResponse>;
}

/** Makes guard-console with a provider, a table, and a console that records its events. */
export async function guardWorld() {
  const provider = await hostileProvider();
  const table = memoryTable();
  const shown: ShownEvent[] = [];
  const client = { issuer: provider.issuer, clientId: CLIENT.clientId };
  const deps = {
    ...client,
    table,
    provider: openIdProvider({ ...client, readClientSecret: async () => CLIENT.secret }),
    publicUrl: "",
    newSecret,
    readAccess: async () => ACCESS,
    async showConsole(event: unknown) {
      shown.push(event as ShownEvent);
      return { statusCode: 200, headers: { "content-type": "text/html" }, body: "the page" };
    },
  };
  return { provider, table, shown, deps, browser: () => browserOf(deps, provider) };
}

const ROUTES = ["GET /console", "GET /console/sign-in", "GET /console/callback", "POST /console/sign-out"];

function browserOf(deps: Parameters<typeof guardConsole>[1], provider: HostileProvider): Browser {
  const cookies = new Map<string, string>();

  async function ask(method: string, target: string, said: Partial<HttpRequest>): Promise<HttpResponse> {
    const { pathname, searchParams } = new URL(target, `https://${HOST}`);
    const known = `${method} ${pathname}`;
    const body = said.body ?? "";
    const answer = await guardConsole(
      {
        routeKey: ROUTES.includes(known) ? known : `${method} /console/{page+}`,
        parameters: { page: pathname.slice("/console/".length) },
        query: Object.fromEntries(searchParams),
        headers: {},
        cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
        ...{ body, rawBody: Buffer.from(body), domainName: HOST, now: BEGUN_AT },
        ...said,
      },
      deps,
    );
    for (const cookie of answer.cookies ?? []) keep(cookie);
    return answer;
  }

  function keep(cookie: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  const browser: Browser = {
    cookies,
    get: (target, said = {}) => ask("GET", target, said),
    post: (target, fields, said = {}) =>
      ask("POST", target, { body: new URLSearchParams(fields).toString(), ...said }),
    async begin() {
      const { headers } = await browser.get("/console/sign-in");
      return new URL(String(headers?.["location"])).searchParams;
    },
    async signIn(...groups) {
      const asked = await browser.begin();
      provider.claims = {
        nonce: asked.get("nonce"),
        groups,
        email: "anna@platform.example",
        ...provider.claims,
      };
      return browser.get(
        `/console/callback?${new URLSearchParams({ code: "c", state: asked.get("state") ?? "" })}`,
      );
    },
  };
  return browser;
}

/** Returns the CSRF token of a page that was shown. */
export function csrfOf(shown: readonly ShownEvent[]): string {
  return shown.at(-1)?.headers["x-console-csrf"] ?? "";
}
