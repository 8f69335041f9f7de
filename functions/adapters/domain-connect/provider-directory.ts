import { isInRanges } from "#adapters/dns/address-guard";
import { answerIn } from "#core/dns/ask-through";
import {
  DISCOVERY_LABEL,
  type ProviderSettings,
  providerAddress,
  providerSettings,
  settingsPath,
  templatePath,
} from "#core/domain-connect/discovery";
import { parseDomainName } from "#core/names/domain-name";
import { providerName } from "#core/publication/known-providers";
import type { Provider, ProviderDirectory } from "#core/publication/ports";
import { SERVICE_ID } from "#core/publication/service";
import { type GuardOptions, guardedGet, type Place } from "./guarded-get.ts";

/** The provider id of the template, and the addresses that may be requested. */
interface DirectoryOptions extends GuardOptions {
  readonly providerId: string;
}

/** Makes the directory, which asks DNS and then the provider that DNS names. */
export function domainConnectDirectory(options: DirectoryOptions): ProviderDirectory {
  return {
    async find(zone) {
      const settings = await settingsOf(zone, options);
      const { urlAPI, urlSyncUX } = settings ?? {};
      const provider = urlSyncUX === undefined ? undefined : consentPage(urlSyncUX, options);
      const isKnown =
        provider !== undefined && urlAPI !== undefined && (await templateAt(urlAPI, options)) === true;
      return isKnown ? provider : undefined;
    },
  };
}

/**
 * Returns a provider's settings of a zone; `undefined` for a TXT record left from a former host, for an
 * error, and for invalid JSON.
 */
async function settingsOf(zone: string, options: DirectoryOptions): Promise<ProviderSettings | undefined> {
  const address = providerAddress(await discoveryTexts(zone, options));
  if (address === undefined) return undefined;
  const answer = await guardedGet({ ...address, path: settingsPath(zone, address) }, options);
  return answer?.status === 200 ? providerSettings.safeParse(jsonIn(answer.body)).data : undefined;
}

async function discoveryTexts(zone: string, { resolver }: DirectoryOptions): Promise<readonly string[]> {
  const session = resolver.open();
  try {
    const name = `${DISCOVERY_LABEL}.${zone}`;
    const [observation] = await session.ask([{ name, type: "TXT", through: "one-server" }]);
    const answer = observation === undefined ? undefined : answerIn(observation);
    return answer?.kind === "records" ? answer.values : [];
  } finally {
    session.end();
  }
}

/** Asks a provider whether it has the template; `undefined` if it did not answer. */
export async function templateAt(urlAPI: string, options: DirectoryOptions): Promise<boolean | undefined> {
  const place = placeOf(urlAPI);
  if (place === undefined) return undefined;
  const path = templatePath({ providerId: options.providerId, serviceId: SERVICE_ID });
  const answer = await guardedGet({ ...place, path: `${place.path}${path}` }, options);
  return answer && answer.status >= 200 && answer.status < 300;
}

/**
 * Returns the place of a web address; `undefined` if it is no plain one. Removes the scheme: `guardedGet`
 * derives it from the place's address, so a provider cannot choose plain HTTP.
 */
export function placeOf(text: string): Place | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "") return undefined;
  const host = parseDomainName(url.hostname);
  if (host === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  return {
    host,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    path: url.pathname.replace(/\/+$/, ""),
  };
}

/** Returns the provider's consent page: an `https` address, or one in the ranges that the deployer allows. */
function consentPage(text: string, { allowedRanges }: DirectoryOptions): Provider | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return undefined;
  const isAllowed = url.protocol === "http:" && isInRanges(url.hostname, allowedRanges);
  const host = isAllowed ? url.hostname : parseDomainName(url.hostname);
  if (host === undefined || !(isAllowed || (url.protocol === "https:" && url.port === ""))) return undefined;
  return { name: providerName(host), urlSyncUX: `${url.origin}${url.pathname}`.replace(/\/+$/, "") };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
