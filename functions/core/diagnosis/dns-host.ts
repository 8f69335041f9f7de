export interface DnsHost {
  readonly name: string;
  readonly addRecord?: string;
  readonly turnProxyOff?: string;
}
export function dnsHostOf(_servers: readonly string[], _soa: unknown): DnsHost | undefined {
  return undefined;
}
