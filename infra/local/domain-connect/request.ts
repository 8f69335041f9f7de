import { createVerify } from "node:crypto";
import { publicKeyIn } from "#core/domain-connect/public-key";
import { type Template, templateFileName } from "#core/domain-connect/template";
import type { Deviation } from "./deviations.ts";

/** The request of a link, after its signature was verified. */
export interface ApplyRequest {
  readonly domain: string;
  readonly host: string | undefined;
  readonly groups: readonly string[] | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** Is thrown for a link that is refused. */
export class LinkRefusedError extends Error {
  override readonly name = "LinkRefusedError";
}

/** The parameters of a link that are no template variables. */
const OWN = [
  "domain",
  "host",
  "groupId",
  "redirect_uri",
  "state",
  "key",
  "sig",
  "providerName",
  "serviceName",
];

/** Finds the TXT records of a name in DNS. */
export type AskTexts = (name: string) => Promise<readonly string[]>;

/**
 * Reads the query of a link by the specification: the signature covers everything but `key` and `sig`, and
 * DNS holds its key below the template's `syncPubKeyDomain`. Throws LinkRefusedError.
 */
export async function readRequest(
  query: string,
  template: Template,
  askTexts: AskTexts,
  deviations: ReadonlySet<Deviation>,
): Promise<ApplyRequest> {
  const parameters = new URLSearchParams(query);
  if (deviations.has("sig-last") && !/&sig=[^&]+$/.test(query))
    throw new LinkRefusedError("sig must come last");
  const signed = query
    .split("&")
    .filter((part) => !/^(?:key|sig)=/.test(part))
    .join("&");
  const texts = await askTexts(`${parameters.get("key")}.${template.syncPubKeyDomain}`);
  if (!isSigned(signed, parameters.get("sig") ?? "", publicKeyIn(texts)))
    throw new LinkRefusedError("The signature is not right for this link");
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (!isOwnRedirect(redirectUri, template)) throw new LinkRefusedError("redirect_uri leads elsewhere");
  const groups = parameters.get("groupId")?.split(",");
  return {
    domain: (parameters.get("domain") ?? "").toLowerCase(),
    host: parameters.get("host") ?? undefined,
    groups,
    variables: Object.fromEntries([...parameters].filter(([name]) => !OWN.includes(name))),
    redirectUri,
    state: parameters.get("state") ?? undefined,
  };
}

/** Returns whether a path names the template. */
export function isTemplate(providerId: string, serviceId: string, template: Template): boolean {
  return templateFileName({ providerId, serviceId }) === templateFileName(template);
}

function isSigned(text: string, signature: string, key: string | undefined): boolean {
  if (key === undefined) return false;
  const der = { key: Buffer.from(key, "base64"), format: "der", type: "spki" } as const;
  return createVerify("sha256").update(text).verify(der, signature, "base64");
}

function isOwnRedirect(text: string, { syncRedirectDomain }: Template): boolean {
  const host = URL.parse(text)?.hostname ?? "";
  return syncRedirectDomain.split(",").some((domain) => host === domain || host.endsWith(`.${domain}`));
}
