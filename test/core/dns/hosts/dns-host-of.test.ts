import { describe, expect, it } from "vitest";
import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { DNS_HOSTS } from "#core/dns/hosts/dns-hosts";

describe("the host of a zone", () => {
  it.each([
    ["amy.ns.cloudflare.com", "Cloudflare"],
    ["NS01.DomainControl.com.", "GoDaddy"],
    ["ns-1017.awsdns-63.net", "Amazon Route 53"],
    ["ns-1707.awsdns-21.co.uk", "Amazon Route 53"],
    ["dns1.registrar-servers.com", "Namecheap"],
    ["ns01.squarespacedns.com", "Squarespace"],
    ["ns-cloud-e1.googledomains.com", "Squarespace / Google Cloud DNS"],
    ["ns1045.ui-dns.org", "IONOS"],
    ["ns10.wixdns.net", "Wix"],
    ["ns1.dns-parking.com", "Hostinger"],
    ["dns104.ovh.net", "OVHcloud"],
    ["ns1-08.azure-dns.com", "Microsoft Azure DNS"],
    ["ns2.digitalocean.com", "DigitalOcean"],
    ["helium.ns.hetzner.de", "Hetzner"],
    ["ns1.bluehost.com", "Bluehost"],
    ["ns8021.hostgator.com", "HostGator"],
    ["ns1.siteground.net", "SiteGround"],
    ["ns57.worldnic.com", "Network Solutions"],
    ["ns1.dreamhost.com", "DreamHost"],
    ["ns3.wordpress.com", "WordPress.com"],
    ["ns1.vercel-dns.com", "Vercel"],
    ["dns1.p08.nsone.net", "NS1 / Netlify"],
    ["ns-107-a.gandi.net", "Gandi"],
    ["curitiba.ns.porkbun.com", "Porkbun"],
    ["ns1cvw.name.com", "Name.com"],
    ["docks07.rzone.de", "STRATO"],
    ["ns11.infomaniak.ch", "Infomaniak"],
    ["ns0.transip.net", "TransIP"],
    ["dns2.technorail.com", "Aruba"],
    ["ns5.linode.com", "Linode (Akamai)"],
    ["ns2.dnsimple-edge.net", "DNSimple"],
    ["ns10.dnsmadeeasy.com", "DNS Made Easy"],
    ["ns01.one.com", "one.com"],
    ["ns2.123-reg.co.uk", "123 Reg"],
    ["pns31.cloudns.net", "ClouDNS"],
    ["dns9.hichina.com", "Alibaba Cloud DNS"],
    ["f1g1ns1.dnspod.net", "DNSPod (Tencent)"],
  ])("with %s is %s", (server, name) => {
    expect(dnsHostOf([server])?.name).toBe(name);
  });

  it.each([
    "ns.cloudflare.com.evil.example",
    "ns1.oxfordstones.example",
    "awsdns-63.net",
    "notgandi.net",
    "",
  ])("with %j is nobody known", (server) => {
    expect(dnsHostOf([server])).toBeUndefined();
  });

  it("is known from the SOA where the name servers have the customer's name", () => {
    const soa = { primary: "ns1.oxfordstones.example", admin: "awsdns-hostmaster.amazon.com" };
    expect(dnsHostOf(["ns1.oxfordstones.example"], soa)?.name).toBe("Amazon Route 53");
    expect(dnsHostOf([], { primary: "amy.ns.cloudflare.com", admin: "x.example" })?.name).toBe("Cloudflare");
    expect(
      dnsHostOf(["ns1.oxfordstones.example"], { ...soa, admin: "dns.oxfordstones.example" }),
    ).toBeUndefined();
  });

  it("is known from most of the name servers, before the SOA", () => {
    const soa = { primary: "x.example", admin: "dns.cloudflare.com" };
    expect(dnsHostOf(["ns01.domaincontrol.com", "ns02.domaincontrol.com"], soa)?.name).toBe("GoDaddy");
    const mixed = ["ns01.domaincontrol.com", "amy.ns.cloudflare.com"];
    expect(dnsHostOf(mixed)).toBeUndefined();
    expect(dnsHostOf([...mixed, "bob.ns.cloudflare.com"])?.name).toBe("Cloudflare");
    expect(dnsHostOf([])).toBeUndefined();
  });
});

describe("the data", () => {
  it("has thirty hosts and more, each once", () => {
    expect(DNS_HOSTS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(DNS_HOSTS.map(({ name }) => name)).size).toBe(DNS_HOSTS.length);
  });

  it("has steps that can end a sentence of ours", () => {
    for (const { addRecord, turnProxyOff = "→" } of DNS_HOSTS) {
      expect(addRecord).toMatch(/→/);
      expect(`${addRecord}${turnProxyOff}`).not.toMatch(/\.$/);
    }
  });
});
