/** A company that serves its customers' zones, and how its panel works. */
export interface DnsHost {
  readonly name: string;
  /** Matches the names of its name servers. */
  readonly nameServers: RegExp;
  /**
   * Matches the primary server or mailbox in the SOA of its zones; needed where name servers bear a name of
   * the customer.
   */
  readonly soa?: RegExp;
  /** Where to click to add a record, in the labels of its panel; `{zone}` is the zone that the reader selects. */
  readonly addRecord: string;
  /** Another panel that manages zones on the same name servers. */
  readonly orAt?: { readonly name: string; readonly addRecord: string };
  /** The setting to change before an MX can be added. */
  readonly mxNeedsSetting?: string;
  /** Where to click so that a record is no longer proxied. */
  readonly turnProxyOff?: string;
  /** True if it can answer with the records of a CNAME's target instead of the CNAME ("flattening"). */
  readonly flattens?: boolean;
  /**
   * "relative": the panel appends the domain to every name that is typed; "either": it leaves a full name
   * unchanged.
   */
  readonly hostField: "relative" | "either";
}

/** The most used DNS hosts, roughly by use. The panels are described as in their help pages. */
export const DNS_HOSTS: readonly DnsHost[] = [
  {
    name: "Cloudflare",
    nameServers: /\.ns\.cloudflare\.com$|\.foundationdns\.(com|net|org)$/,
    soa: /(^|\.)dns\.cloudflare\.com$/,
    addRecord: "DNS → Records → Add record",
    turnProxyOff: "DNS → Records → Edit → Proxy status → DNS only",
    flattens: true,
    hostField: "either",
  },
  {
    name: "GoDaddy",
    nameServers: /\.domaincontrol\.com$/,
    addRecord: "Domain Portfolio → {zone} → DNS → Add New Record",
    hostField: "relative",
  },
  {
    name: "Amazon Route 53",
    nameServers: /\.awsdns-\d+\.(com|net|org|co\.uk)$/,
    soa: /^awsdns-hostmaster\.amazon\.com$/,
    addRecord: "Route 53 → Hosted zones → {zone} → Create record",
    hostField: "relative",
  },
  {
    name: "Namecheap",
    nameServers: /\.registrar-servers\.com$|\.namecheaphosting\.com$/,
    addRecord: "Domain List → Manage → Advanced DNS → Add New Record",
    mxNeedsSetting: "Advanced DNS → Mail Settings → Custom MX",
    hostField: "relative",
  },
  {
    name: "Squarespace",
    nameServers: /\.squarespacedns\.com$/,
    addRecord: "Domains → {zone} → DNS → DNS Settings → Custom records → Add record",
    hostField: "relative",
  },
  {
    name: "Squarespace / Google Cloud DNS",
    nameServers: /^ns-cloud-[a-e]\d\.googledomains\.com$/,
    soa: /^cloud-dns-hostmaster\.google\.com$/,
    addRecord: "{zone} → DNS → Custom records",
    orAt: { name: "Google Cloud", addRecord: "Network services → Cloud DNS → {zone} → Add standard" },
    hostField: "relative",
  },
  {
    name: "IONOS",
    nameServers: /\.ui-dns\.(com|org|de|biz|co\.uk|fr|es|it)$|\.1and1\.(com|co\.uk|es|fr)$/,
    addRecord: "Domains & SSL → {zone} → DNS → Add record",
    hostField: "relative",
  },
  {
    name: "Wix",
    nameServers: /\.wixdns\.net$/,
    addRecord: "Domains → {zone} → Domain Actions → Manage DNS Records → Add Record",
    hostField: "relative",
  },
  {
    name: "Hostinger",
    nameServers: /^ns[12]\.dns-parking\.com$|\.hostinger\.com$/,
    soa: /^dns\.hostinger\.com$/,
    addRecord: "Domains → {zone} → DNS / Nameservers → Manage DNS records → Add Record",
    hostField: "relative",
  },
  {
    name: "OVHcloud",
    nameServers: /^(dns|ns)\d*\.ovh\.(net|ca)$|\.anycast\.me$/,
    soa: /^tech\.ovh\.net$/,
    addRecord: "Web Cloud → Domain names → {zone} → DNS zone → Add an entry",
    hostField: "relative",
  },
  {
    name: "Microsoft Azure DNS",
    nameServers: /\.azure-dns\.(com|net|org|info)$/,
    soa: /^azuredns-hostmaster\.microsoft\.com$/,
    addRecord: "DNS zones → {zone} → Recordsets → Add",
    hostField: "relative",
  },
  {
    name: "DigitalOcean",
    nameServers: /^ns[123]\.digitalocean\.com$/,
    addRecord: "Networking → Domains → {zone} → Create new record",
    hostField: "relative",
  },
  {
    name: "Hetzner",
    nameServers: /\.ns\.hetzner\.(com|de)$|^ns1\.your-server\.de$|\.second-ns\.(com|de)$|\.first-ns\.de$/,
    addRecord: "DNS → {zone} → Add record",
    hostField: "relative",
  },
  {
    name: "Bluehost",
    nameServers: /\.bluehost\.com$/,
    addRecord: "Domains → {zone} → DNS → Manage advanced DNS records → Add record",
    hostField: "relative",
  },
  {
    name: "HostGator",
    nameServers: /\.hostgator\.(com|com\.br)$|\.websitewelcome\.com$/,
    addRecord: "cPanel → Domains → Zone Editor → Manage → Add Record",
    hostField: "either",
  },
  {
    name: "SiteGround",
    nameServers: /\.siteground\.(net|com|eu|biz|us)$|\.sgvps\.net$/,
    addRecord: "Site Tools → Domain → DNS Zone Editor → Create New Record",
    hostField: "relative",
  },
  {
    name: "Network Solutions",
    nameServers: /\.worldnic\.com$/,
    addRecord: "Domains → {zone} → Advanced Tools → Advanced DNS Records → Manage → Add Record",
    hostField: "relative",
  },
  {
    name: "DreamHost",
    nameServers: /^ns\d\.dreamhost\.com$/,
    addRecord: "Websites → DNS Settings → {zone} → Add Record",
    hostField: "relative",
  },
  {
    name: "WordPress.com",
    nameServers: /^ns\d\.wordpress\.com$/,
    addRecord: "Domains → {zone} → DNS records → Manage → Add a record",
    hostField: "relative",
  },
  {
    name: "Vercel",
    nameServers: /\.vercel-dns(-\d+)?\.com$/,
    addRecord: "Domains → {zone} → DNS Records → Add",
    hostField: "relative",
  },
  {
    name: "NS1 / Netlify",
    nameServers: /\.nsone\.net$/,
    addRecord: "{zone} → Add record",
    orAt: { name: "Netlify", addRecord: "Domains → {zone} → Add new record" },
    hostField: "relative",
  },
  {
    name: "Gandi",
    nameServers: /\.gandi\.net$/,
    addRecord: "Domain → {zone} → DNS Records → Add record",
    hostField: "relative",
  },
  {
    name: "Porkbun",
    nameServers: /\.porkbun\.com$/,
    addRecord: "Domain Management → {zone} → DNS → Manage DNS Records",
    hostField: "relative",
  },
  {
    name: "Name.com",
    nameServers: /^ns\d[a-z]*\.name\.com$/,
    addRecord: "My Domains → {zone} → Manage DNS Records → Add Record",
    hostField: "relative",
  },
  {
    name: "STRATO",
    nameServers: /\.rzone\.de$|\.strato\.de$/,
    addRecord: "Domains → Domainverwaltung → {zone} → DNS → Verwalten",
    hostField: "relative",
  },
  {
    name: "Infomaniak",
    nameServers: /\.infomaniak\.(ch|com)$/,
    addRecord: "Web & Domain → {zone} → DNS zone → Add a record",
    hostField: "relative",
  },
  {
    name: "TransIP",
    nameServers: /^ns[012]\.transip\.(net|nl|eu)$/,
    addRecord: "Domains → {zone} → DNS → Advanced DNS settings",
    hostField: "relative",
  },
  {
    name: "Aruba",
    nameServers: /\.technorail\.com$|\.arubadns\.(net|cz|com)$/,
    addRecord: "Customer area → {zone} → DNS and name server management → Manage DNS records",
    hostField: "relative",
  },
  {
    name: "Linode (Akamai)",
    nameServers: /^ns[1-5]\.linode\.com$/,
    addRecord: "Domains → {zone} → Add Record",
    hostField: "relative",
  },
  {
    name: "DNSimple",
    nameServers: /\.dnsimple(-edge)?\.(com|net|org|io)$/,
    addRecord: "Domains → {zone} → DNS → Manage → Add record",
    hostField: "relative",
  },
  {
    name: "DNS Made Easy",
    nameServers: /\.dnsmadeeasy\.com$/,
    addRecord: "DNS → Managed DNS → {zone} → +",
    hostField: "relative",
  },
  {
    name: "one.com",
    nameServers: /^ns0\d\.one\.com$/,
    addRecord: "DNS settings → DNS records → Create new record",
    hostField: "relative",
  },
  {
    name: "123 Reg",
    nameServers: /\.123-reg\.co\.uk$/,
    addRecord: "Control panel → {zone} → Manage DNS → Advanced DNS",
    hostField: "relative",
  },
  {
    name: "ClouDNS",
    nameServers: /\.cloudns\.(net|uk|com)$/,
    addRecord: "{zone} → Add new record",
    hostField: "relative",
  },
  {
    name: "Alibaba Cloud DNS",
    nameServers: /\.(alidns|hichina)\.com$/,
    addRecord: "Alibaba Cloud DNS → {zone} → DNS Settings → Add DNS Record",
    hostField: "relative",
  },
  {
    name: "DNSPod (Tencent)",
    nameServers: /\.dnspod\.(net|com)$|\.dnsv\d\.com$/,
    addRecord: "DNS → {zone} → Add Record",
    hostField: "relative",
  },
];
