/**
 * The names of Route 53's name servers:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html
 */
const NAME_SERVER = /^ns-\d{1,4}\.awsdns-\d{2}\.(?:com|net|org|co\.uk)$/;

/** The name as people know it. */
export const ROUTE_53 = "Amazon Route 53";

/** CloudFormation in this Region can change any hosted zone, and every AWS account has it enabled. */
const REGION = "us-east-1";

/**
 * Returns whether a zone is at Route 53. All of its name servers must be, since another host could hold a
 * copy.
 */
export function isRoute53(nameServers: readonly string[]): boolean {
  return nameServers.length > 0 && nameServers.every((name) => NAME_SERVER.test(name));
}

/**
 * Returns the link to the page on which a person creates a stack from a template in their own account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function quickCreateLink(templateUrl: string, stackName: string): string {
  const parameters = new URLSearchParams({ templateURL: templateUrl, stackName });
  const page = `https://console.aws.amazon.com/cloudformation/home?region=${REGION}`;
  return `${page}#/stacks/create/review?${parameters.toString()}`;
}

/**
 * Returns a stack name that CloudFormation accepts: letters, digits and hyphens, at most 128; `suffix` makes
 * it unique.
 */
export function stackNameOf(identity: string, suffix: string): string {
  return `sending-${identity.replace(/[^a-z0-9]+/g, "-").slice(0, 100)}-${suffix}`;
}
