/**
 * A company that sends or receives mail for its customers, and the DNS records that its customers publish.
 */
export interface MailProvider {
  readonly name: string;
  /** "mailbox": it receives people's mail; "sender": it sends mail for applications. */
  readonly kind: "mailbox" | "sender";
  /** Names that SPF records include. */
  readonly spf?: RegExp;
  /** Names of its mail servers, or of the targets of return paths. */
  readonly hosts?: RegExp;
  /** DKIM selectors that all customers share. */
  readonly selectors?: readonly string[];
  /** The target of a selector's CNAME; absent if customers publish the key itself. */
  readonly key?: RegExp;
  /** First labels of the return paths that customers set up. */
  readonly returnPaths?: readonly string[];
}

/** The providers that customers most often use before SES, or together with it. */
export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    name: "Google Workspace",
    kind: "mailbox",
    spf: /^_spf\.google\.com$/,
    hosts:
      /(^|\.)(aspmx|smtp|googlemail)\.(l\.)?(google\.com|googlemail\.com)$|\.aspmx\.l\.google\.com$|\.googlemail\.com$/,
    selectors: ["google"],
  },
  {
    name: "Microsoft 365",
    kind: "mailbox",
    spf: /^spf\.protection\.outlook\.com$/,
    hosts: /\.mail\.protection\.outlook\.com$|\.mx\.microsoft$/,
    selectors: ["selector1", "selector2"],
    key: /\.onmicrosoft\.com$|\.dkim\.mail\.microsoft$/,
  },
  {
    name: "Zoho Mail",
    kind: "mailbox",
    spf: /^(one\.)?zoho(mail)?\.(com|eu|in|com\.au)$/,
    hosts: /(^|\.)mx\d?\.zoho\.(com|eu|in|com\.au)$/,
    selectors: ["zmail", "zoho"],
  },
  {
    name: "Proton Mail",
    kind: "mailbox",
    spf: /^_spf\.protonmail\.ch$/,
    hosts: /\.protonmail\.ch$/,
    selectors: ["protonmail"],
    key: /\.domains\.proton\.ch$/,
  },
  {
    name: "Fastmail",
    kind: "mailbox",
    spf: /^spf\.messagingengine\.com$/,
    hosts: /\.messagingengine\.com$/,
    selectors: ["fm1"],
    key: /\.dkim\.fmhosted\.com$/,
  },
  {
    name: "iCloud Mail",
    kind: "mailbox",
    spf: /^icloud\.com$/,
    hosts: /\.mail\.icloud\.com$/,
    selectors: ["sig1"],
    key: /\.at\.icloudmailadmin\.com$/,
  },
  { name: "Yandex 360", kind: "mailbox", spf: /^_spf\.yandex\.net$/, hosts: /^mx\.yandex\.(net|ru)$/ },
  {
    name: "IONOS Mail",
    kind: "mailbox",
    spf: /^_spf\.(perfora|kundenserver|ionos)\.(net|de|com)$/,
    hosts: /^mx\d*\.(ionos|kundenserver|1and1)\.(com|de|co\.uk|fr|es|it)$/,
  },
  {
    name: "OVHcloud Mail",
    kind: "mailbox",
    spf: /^mx\.ovh\.(com|net|ca)$/,
    hosts: /^mx\d+\.(mail\.)?ovh\.(net|ca)$/,
  },
  { name: "GoDaddy Mail", kind: "mailbox", spf: /(^|\.)secureserver\.net$/, hosts: /\.secureserver\.net$/ },
  {
    name: "Namecheap Private Email",
    kind: "mailbox",
    spf: /^spf\.(privateemail|web-hosting)\.com$/,
    hosts: /^mx\d\.privateemail\.com$/,
  },
  {
    name: "Hostinger Mail",
    kind: "mailbox",
    spf: /^_spf\.mail\.hostinger\.com$/,
    hosts: /^mx\d\.hostinger\.com$/,
  },
  { name: "Rackspace Email", kind: "mailbox", spf: /^emailsrvr\.com$/, hosts: /\.emailsrvr\.com$/ },
  {
    name: "Mimecast",
    kind: "mailbox",
    spf: /(^|\.)_netblocks\.mimecast\.com$/,
    hosts: /\.mimecast\.(com|co\.za)$/,
  },
  { name: "Proofpoint", kind: "mailbox", spf: /\.pphosted\.com$/, hosts: /\.(pphosted|ppe-hosted)\.com$/ },
  {
    name: "SendGrid",
    kind: "sender",
    spf: /(^|\.)sendgrid\.net$/,
    hosts: /\.sendgrid\.net$/,
    selectors: ["s1", "s2"],
    key: /\.sendgrid\.net$/,
  },
  {
    name: "Mailgun",
    kind: "sender",
    spf: /^(eu\.)?mailgun\.org$/,
    hosts: /\.mailgun\.org$/,
    selectors: ["mailo", "krs", "pic"],
    returnPaths: ["mg"],
  },
  {
    name: "Mailchimp",
    kind: "sender",
    spf: /^servers\.mcsv\.net$/,
    selectors: ["k1", "k2", "k3"],
    key: /\.mcsv\.net$/,
  },
  {
    name: "Mailchimp Transactional",
    kind: "sender",
    spf: /^spf\.mandrillapp\.com$/,
    hosts: /(^|\.)mandrillapp\.com$/,
    selectors: ["mandrill", "mte1"],
    key: /\.mandrillapp\.com$/,
  },
  {
    name: "Postmark",
    kind: "sender",
    spf: /^spf\.mtasv\.net$/,
    hosts: /\.mtasv\.net$/,
    returnPaths: ["pm-bounces"],
  },
  {
    name: "SparkPost",
    kind: "sender",
    spf: /(^|\.)(sparkpostmail|e\.sparkpost)\.com$/,
    hosts: /(^|\.)sparkpostmail\.com$|\.sparkpost\.com$/,
    returnPaths: ["bounces"],
  },
  {
    name: "Mailjet",
    kind: "sender",
    spf: /^spf\.mailjet\.com$/,
    hosts: /\.mailjet\.com$/,
    selectors: ["mailjet"],
    returnPaths: ["bnc3"],
  },
  {
    name: "Brevo",
    kind: "sender",
    spf: /^spf\.(brevo|sendinblue)\.com$/,
    hosts: /\.(brevo|sendinblue)\.com$/,
    selectors: ["brevo1", "brevo2"],
    key: /\.dkim\.brevo\.com$/,
  },
  { name: "Resend", kind: "sender", selectors: ["resend"], returnPaths: ["send"] },
  { name: "HubSpot", kind: "sender", spf: /\.hubspotemail\.net$/, hosts: /\.hubspotemail\.net$/ },
  {
    name: "Salesforce",
    kind: "sender",
    spf: /^_spf\.salesforce\.com$/,
    hosts: /\.(salesforce|exacttarget)\.com$/,
    returnPaths: ["bounce"],
  },
  {
    name: "Zendesk",
    kind: "sender",
    spf: /^mail\.zendesk\.com$/,
    selectors: ["zendesk1", "zendesk2"],
    key: /\.zendesk\.com$/,
  },
  {
    name: "Klaviyo",
    kind: "sender",
    hosts: /\.klaviyo(mail)?\.com$/,
    selectors: ["kl"],
    key: /\.klaviyo(mail|dns)?\.com$/,
  },
  { name: "Shopify", kind: "sender", spf: /^shops\.shopify\.com$/ },
  { name: "Freshdesk", kind: "sender", spf: /^email\.freshdesk\.com$/, selectors: ["fddkim"] },
];
