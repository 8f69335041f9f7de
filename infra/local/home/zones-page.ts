import { Eta } from "eta";
import { type LocalPage, localPage } from "../http/local-page.ts";
import type { ZoneFiles } from "./zone-files.ts";

const LIST = `<ol>
<% for (const zone of it.zones) { %><li><a href="/zones/<%= encodeURIComponent(zone) %>"><%= zone %></a></li><% } %>
</ol>`;

const ZONE = `<section>
<form method="post" action="/zones/<%= encodeURIComponent(it.zone) %>">
<label>Records, as in a zone file (RFC 1035) <textarea name="text" rows="24" cols="100" spellcheck="false"><%= it.text %></textarea></label>
<button>Save</button>
<p>The local DNS answers with them at once.</p>
</form>
</section>`;

const HOME = { href: "/", label: "Home" };
const ALL_ZONES = { href: "/zones", label: "All zones" };

const eta = new Eta({ autoEscape: true });

/** Makes the pages of the DNS panel: `/zones` lists the zones, `/zones/<zone>` edits one. */
export function createZonePages(files: ZoneFiles): (path: string) => LocalPage | undefined {
  return (path) => {
    if (path === "/zones") {
      const body = eta.renderString(LIST, { zones: files.list() });
      return localPage({ status: 200, title: "DNS panel", body, back: HOME });
    }
    const zone = zoneIn(path);
    if (zone === undefined) return undefined;
    const text = files.read(zone);
    if (text === undefined)
      return localPage({ status: 404, title: "No such zone", body: "", back: ALL_ZONES });
    return localPage({
      status: 200,
      title: zone,
      body: eta.renderString(ZONE, { zone, text }),
      back: ALL_ZONES,
    });
  };
}

/** Makes the handler of the form on a zone's page. */
export function createZoneForms(
  files: ZoneFiles,
): (path: string, form: URLSearchParams) => Promise<string | LocalPage> | undefined {
  return (path, form) => {
    const zone = zoneIn(path);
    if (zone === undefined) return undefined;
    const text = (form.get("text") ?? "").replaceAll("\r\n", "\n");
    const fault = files.write(zone, text);
    if (fault === undefined) return Promise.resolve(path);
    const body = eta.renderString(`<p role="alert"><%= it.fault %></p>${ZONE}`, { zone, text, fault });
    return Promise.resolve(localPage({ status: 422, title: zone, body, back: ALL_ZONES }));
  };
}

/** Returns the zone in the path of its page. */
function zoneIn(path: string): string | undefined {
  const [, zone] = /^\/zones\/([\w.-]+)$/.exec(path) ?? [];
  return zone;
}
