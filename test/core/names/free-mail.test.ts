import { describe, expect, it } from "vitest";
import { isFreeMailDomain } from "#core/names/free-mail";
import { registrableDomain } from "#core/names/registrable-domain";
import providers from "../../../functions/core/names/mailbox-providers.json" with { type: "json" };

const MAILBOX_PROVIDERS = `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.de hotmail.fr hotmail.co.uk
  hotmail.it live.com live.nl live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.de yahoo.com.br ymail.com
  rocketmail.com aol.com aol.co.uk aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me
  tutanota.com tuta.io tuta.com tutamail.com fastmail.com fastmail.fm gmx.de gmx.net gmx.ch gmx.at gmx.com web.de
  mail.com email.com posteo.de posteo.net mailbox.org t-online.de freenet.de arcor.de bluewin.ch hispeed.ch aon.at
  a1.net orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net telenet.be skynet.be ziggo.nl xs4all.nl planet.nl
  btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net eircom.net libero.it virgilio.it tin.it alice.it
  tiscali.it wp.pl o2.pl onet.pl op.pl interia.pl seznam.cz email.cz centrum.cz azet.sk freemail.hu abv.bg mail.bg
  yandex.ru yandex.com ya.ru mail.ru bk.ru list.ru inbox.ru rambler.ru ukr.net i.ua inbox.lv comcast.net att.net
  sbcglobal.net bellsouth.net verizon.net cox.net charter.net earthlink.net juno.com optonline.net shaw.ca
  sympatico.ca uol.com.br bol.com.br terra.com.br qq.com foxmail.com 163.com 126.com sina.com sohu.com naver.com
  hanmail.net daum.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com rediffmail.com walla.co.il
  bigpond.com optusnet.com.au xtra.co.nz telkomsa.net hushmail.com runbox.com mailfence.com zohomail.com hey.com
  disroot.org riseup.net cock.li duck.com mozmail.com sapo.pt elisanet.fi online.no comhem.se
`;

const COMPANIES = `
  clerk.com easypost.com nus.edu.sg unican.es alibaba.com ancestry.com oxfordstones.example hatmill.com
  google.com microsoft.com apple.com amazon.com netflix.com github.com gitlab.com atlassian.com slack.com zoom.us
  dropbox.com box.com stripe.com paypal.com shopify.com squarespace.com wix.com godaddy.com cloudflare.com
  mailgun.com sendgrid.com twilio.com postmarkapp.com mailchimp.com klaviyo.com hubspot.com salesforce.com
  zendesk.com freshdesk.com intercom.com notion.so figma.com canva.com airbnb.com booking.com uber.com spotify.com
  reddit.com linkedin.com facebook.com meta.com x.com twitter.com pinterest.com etsy.com ebay.com walmart.com
  target.com costco.com nike.com adidas.com ikea.com siemens.com bosch.com sap.com bmw.de volkswagen.de dhl.com
  telekom.com vodafone.com bt.com comcast.com att.com verizon.com cox.com orange.com telefonica.com nytimes.com
  bbc.co.uk theguardian.com lemonde.fr spiegel.de elpais.com corriere.it mit.edu stanford.edu harvard.edu ox.ac.uk
  cam.ac.uk ethz.ch tum.de uva.nl u-tokyo.ac.jp unimelb.edu.au usp.br tencent.com baidu.com rakuten.co.jp sony.com
  samsung.com lg.com tsmc.com infosys.com tata.com reliance.com zoho.com basecamp.com 37signals.com fastly.com
  vercel.com netlify.com heroku.com digitalocean.com ovhcloud.com hetzner.com ionos.com strato.de gov.uk
`;

const names = (text: string) => text.trim().split(/\s+/);

describe("the list of mailbox providers", () => {
  it.each(names(MAILBOX_PROVIDERS))("has %s, and what lies below it", (name) => {
    expect([isFreeMailDomain(name), isFreeMailDomain(`mail.${name}`)]).toEqual([true, true]);
  });

  it.each(names(COMPANIES))("does not have %s", (name) => {
    expect(isFreeMailDomain(name)).toBe(false);
  });

  it("has a source for each provider, and each domain once, as a registrable domain", () => {
    expect(providers.length).toBeGreaterThanOrEqual(150);
    const domains = providers.flatMap((provider) => provider.domains.split(" "));
    expect(new Set(domains).size).toBe(domains.length);
    for (const domain of domains) expect(registrableDomain(domain)).toBe(domain);
    for (const { provider, source } of providers) {
      expect([provider, source]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/^https:\/\//)]);
    }
  });
});
