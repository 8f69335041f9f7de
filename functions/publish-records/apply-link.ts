import { randomUUID } from "node:crypto";
import { type ApplyLink, applyUrl, signedQuery } from "#core/domain-connect/apply-link";
import type { Onboarding } from "#core/onboarding/onboarding";
import { tokensOf } from "#core/publication/plan";
import type { LinkSigner, Provider } from "#core/publication/ports";
import { KEY_LABEL, SERVICE_ID, type Service } from "#core/publication/service";
import { templateVariables } from "#core/publication/service-template";

/** Records that can be published without harm. */
interface Offer {
  readonly onboarding: Onboarding;
  readonly service: Service;
  readonly provider: Provider;
  readonly zone: string;
  readonly groups: readonly string[];
}

/** Writes and signs the link to the provider's consent page, which does not contain the set-up link. */
export async function signedLink(offer: Offer, base: string, signer: LinkSigner): Promise<string> {
  const { onboarding, service, provider, zone, groups } = offer;
  const { identity, records } = onboarding;
  const link: ApplyLink = {
    urlSyncUX: provider.urlSyncUX,
    providerId: service.providerId,
    serviceId: SERVICE_ID,
    domain: zone,
    ...(identity === zone ? {} : { host: identity.slice(0, -(zone.length + 1)) }),
    groups,
    variables: templateVariables(tokensOf(records)),
    redirectUri: `${base}/setup/published`,
    state: randomUUID(),
  };
  return applyUrl(link, { key: KEY_LABEL, signature: await signer.sign(signedQuery(link)) });
}
