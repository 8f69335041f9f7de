/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html */
const NAME_SERVER = /^ns-\d{1,4}\.awsdns-\d{2}\.(?:com|net|org|co\.uk)$/;

/** How people know it. */
export const ROUTE_53 = "Amazon Route 53";

/** CloudFormation in this Region makes records of any zone; every AWS account has it. */
const REGION = "us-east-1";

/** Returns whether a zone is at Route 53: all of its name servers are, so that no other host holds a copy. */
export function isRoute53(nameServers: readonly string[]): boolean {
  return nameServers.length > 0 && nameServers.every((name) => NAME_SERVER.test(name));
}

/**
 * Writes a link to the page that makes a stack from a template, in the account of the person who opens it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function quickCreateLink(templateUrl: string, stackName: string): string {
  const parameters = new URLSearchParams({ templateURL: templateUrl, stackName });
  const page = `https://console.aws.amazon.com/cloudformation/home?region=${REGION}`;
  return `${page}#/stacks/create/review?${parameters.toString()}`;
}

/** Returns a name that CloudFormation accepts: letters, digits and hyphens, 128 at most; `suffix` makes it new. */
export function stackNameOf(identity: string, suffix: string): string {
  return `sending-${identity.replace(/[^a-z0-9]+/g, "-").slice(0, 100)}-${suffix}`;
}
