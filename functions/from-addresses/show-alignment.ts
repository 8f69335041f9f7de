import { parseEmailAddress } from "#core/names/email-address";
import { alignmentWords } from "#core/projects/from-addresses/alignment-words";
import { checkAlignment } from "#core/projects/from-addresses/check-address";
import { readHolding } from "#core/projects/from-addresses/own-identities";
import { readProject } from "#core/projects/project";
import { isoTime, operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";

/** `GET …/{address}/alignment`: checks the DMARC alignment of an address in DNS now. */
export async function showAlignment(
  { project, address, request }: AddressRequest,
  { table, resolver }: FromAddressesDeps,
): Promise<HttpResponse> {
  const { current } = await readProject(table, project);
  const kept = current?.fromAddresses.find((one) => one.address === address);
  const domain = parseEmailAddress(address)?.domain;
  if (current === undefined || kept === undefined || domain === undefined) {
    return unknownToOperators("from-address");
  }
  const { identity } = await readHolding(table, domain, current.owner);
  const report =
    identity?.state === "verified"
      ? await checkNow(domain, identity, resolver, request.now)
      : { ...kept.alignment, dkimDomain: null };
  return operatorsAnswer({
    address,
    ...report,
    at: isoTime(report.at),
    words: alignmentWords(address, report),
  });
}

async function checkNow(
  domain: string,
  identity: Parameters<typeof checkAlignment>[1],
  resolver: FromAddressesDeps["resolver"],
  now: number,
) {
  const session = resolver.open(now);
  try {
    return (await checkAlignment(domain, identity, session, now)).alignment;
  } finally {
    session.end();
  }
}
