/** A company that runs zones for its customers, and how its panel works. */
export interface DnsHost {
  readonly name: string;
  /** Its name servers' names. */
  readonly nameServers: RegExp;
  /** The SOA primary or mailbox of its zones; needed where name servers have a name of the customer. */
  readonly soa?: RegExp;
  /** Where to click to add a record. */
  readonly addRecord: string;
  /** Where to click so that a record is no longer proxied. */
  readonly turnProxyOff?: string;
  /** Whether it can answer with the records of a CNAME's target instead of the CNAME. */
  readonly flattens?: boolean;
  /** "relative": the panel adds the domain to any name typed; "either": it leaves a full name unchanged. */
  readonly hostField: "relative" | "either";
}

/** The most used DNS hosts, roughly in that order; the panels as their help pages describe them. */
export const DNS_HOSTS: readonly DnsHost[] = [
  {
    name: "Cloudflare",
    nameServers: /\.ns\.cloudflare\.com$|\.foundationdns\.(com|net|org)$/,
    soa: /(^|\.)dns\.cloudflare\.com$/,
    addRecord: "DNS → Records → Add record",
    turnProxyOff: "DNS → Records → Edit → set Proxy status to DNS only",
    flattens: true,
    hostField: "either",
  },
  {
    name: "GoDaddy",
    nameServers: /\.domaincontrol\.com$/,
    addRecord: "Domain Portfolio → your domain → DNS → Add New Record",
    hostField: "relative",
  },
  {
    name: "Amazon Route 53",
    nameServers: /\.awsdns-\d+\.(com|net|org|co\.uk)$/,
    soa: /^awsdns-hostmaster\.amazon\.com$/,
    addRecord: "Route 53 → Hosted zones → your domain → Create record",
    hostField: "relative",
  },
  {
    name: "Namecheap",
    nameServers: /\.registrar-servers\.com$|\.namecheaphosting\.com$/,
    addRecord:
      "Domain List → Manage → Advanced DNS → Add New Record (for MX first set Mail Settings to Custom MX)",
    hostField: "relative",
  },
  {
    name: "Squarespace",
    nameServers: /\.squarespacedns\.com$/,
    addRecord: "Domains → your domain → DNS → DNS Settings → Custom records → Add record",
    hostField: "relative",
  },
  {
    name: "Google Cloud DNS or Squarespace",
    nameServers: /^ns-cloud-[a-e]\d\.googledomains\.com$/,
    soa: /^cloud-dns-hostmaster\.google\.com$/,
    addRecord:
      "your domain → DNS → Custom records (in Google Cloud: Network services → Cloud DNS → your zone → Add standard)",
    hostField: "relative",
  },
  {
    name: "IONOS",
    nameServers: /\.ui-dns\.(com|org|de|biz|co\.uk|fr|es|it)$|\.1and1\.(com|co\.uk|es|fr)$/,
    addRecord: "Domains & SSL → your domain → DNS → Add record",
    hostField: "relative",
  },
  {
    name: "Wix",
    nameServers: /\.wixdns\.net$/,
    addRecord: "Domains → your domain → Domain Actions → Manage DNS Records → Add Record",
    hostField: "relative",
  },
  {
    name: "Hostinger",
    nameServers: /^ns[12]\.dns-parking\.com$|\.hostinger\.com$/,
    soa: /^dns\.hostinger\.com$/,
    addRecord: "Domains → your domain → DNS / Nameservers → Manage DNS records → Add Record",
    hostField: "relative",
  },
  {
    name: "OVHcloud",
    nameServers: /^(dns|ns)\d*\.ovh\.(net|ca)$|\.anycast\.me$/,
    soa: /^tech\.ovh\.net$/,
    addRecord: "Web Cloud → Domain names → your domain → DNS zone → Add an entry",
    hostField: "relative",
  },
  {
    name: "Microsoft Azure DNS",
    nameServers: /\.azure-dns\.(com|net|org|info)$/,
    soa: /^azuredns-hostmaster\.microsoft\.com$/,
    addRecord: "DNS zones → your zone → Recordsets → Add",
    hostField: "relative",
  },
  {
    name: "DigitalOcean",
    nameServers: /^ns[123]\.digitalocean\.com$/,
    addRecord: "Networking → Domains → your domain → Create new record",
    hostField: "relative",
  },
  {
    name: "Hetzner",
    nameServers: /\.ns\.hetzner\.(com|de)$|^ns1\.your-server\.de$|\.second-ns\.(com|de)$|\.first-ns\.de$/,
    addRecord: "DNS → your zone → Add record",
    hostField: "relative",
  },
  {
    name: "Bluehost",
    nameServers: /\.bluehost\.com$/,
    addRecord: "Domains → your domain → DNS → Manage advanced DNS records → Add record",
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
    addRecord: "Domains → your domain → Advanced Tools → Advanced DNS Records → Manage → Add Record",
    hostField: "relative",
  },
  {
    name: "DreamHost",
    nameServers: /^ns\d\.dreamhost\.com$/,
    addRecord: "Websites → DNS Settings → your domain → Add Record",
    hostField: "relative",
  },
  {
    name: "WordPress.com",
    nameServers: /^ns\d\.wordpress\.com$/,
    addRecord: "Domains → your domain → DNS records → Manage → Add a record",
    hostField: "relative",
  },
  {
    name: "Vercel",
    nameServers: /\.vercel-dns(-\d+)?\.com$/,
    addRecord: "Domains → your domain → DNS Records → Add",
    hostField: "relative",
  },
  {
    name: "NS1 or Netlify",
    nameServers: /\.nsone\.net$/,
    addRecord: "your zone → Add record (in Netlify: Domains → your domain → Add new record)",
    hostField: "relative",
  },
  {
    name: "Gandi",
    nameServers: /\.gandi\.net$/,
    addRecord: "Domain → your domain → DNS Records → Add record",
    hostField: "relative",
  },
  {
    name: "Porkbun",
    nameServers: /\.porkbun\.com$/,
    addRecord: "Domain Management → your domain → DNS → Manage DNS Records",
    hostField: "relative",
  },
  {
    name: "Name.com",
    nameServers: /^ns\d[a-z]*\.name\.com$/,
    addRecord: "My Domains → your domain → Manage DNS Records → Add Record",
    hostField: "relative",
  },
  {
    name: "STRATO",
    nameServers: /\.rzone\.de$|\.strato\.de$/,
    addRecord: "Domains → Domainverwaltung → your domain → DNS → Verwalten",
    hostField: "relative",
  },
  {
    name: "Infomaniak",
    nameServers: /\.infomaniak\.(ch|com)$/,
    addRecord: "Web & Domain → your domain → DNS zone → Add a record",
    hostField: "relative",
  },
  {
    name: "TransIP",
    nameServers: /^ns[012]\.transip\.(net|nl|eu)$/,
    addRecord: "Domains → your domain → DNS → Advanced DNS settings",
    hostField: "relative",
  },
  {
    name: "Aruba",
    nameServers: /\.technorail\.com$|\.arubadns\.(net|cz|com)$/,
    addRecord: "Customer area → your domain → DNS and name server management → Manage DNS records",
    hostField: "relative",
  },
  {
    name: "Linode (Akamai)",
    nameServers: /^ns[1-5]\.linode\.com$/,
    addRecord: "Domains → your domain → Add a record of the type",
    hostField: "relative",
  },
  {
    name: "DNSimple",
    nameServers: /\.dnsimple(-edge)?\.(com|net|org|io)$/,
    addRecord: "Domains → your domain → DNS → Manage → Add record",
    hostField: "relative",
  },
  {
    name: "DNS Made Easy",
    nameServers: /\.dnsmadeeasy\.com$/,
    addRecord: "DNS → Managed DNS → your domain → the section of the record's type → +",
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
    addRecord: "Control panel → your domain → Manage DNS → Advanced DNS",
    hostField: "relative",
  },
  {
    name: "ClouDNS",
    nameServers: /\.cloudns\.(net|uk|com)$/,
    addRecord: "your zone → the tab of the record's type → Add new record",
    hostField: "relative",
  },
  {
    name: "Alibaba Cloud DNS",
    nameServers: /\.(alidns|hichina)\.com$/,
    addRecord: "Alibaba Cloud DNS → your domain → DNS Settings → Add DNS Record",
    hostField: "relative",
  },
  {
    name: "DNSPod (Tencent)",
    nameServers: /\.dnspod\.(net|com)$|\.dnsv\d\.com$/,
    addRecord: "DNS → your domain → Add Record",
    hostField: "relative",
  },
];
