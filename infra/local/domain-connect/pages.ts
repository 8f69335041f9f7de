import { Eta } from "eta";
import type { Applied, ZoneRecord } from "#core/domain-connect/apply-template";
import { type LocalPage, localPage } from "../http/local-page.ts";
import type { ApplyRequest } from "./request.ts";

const eta = new Eta({ autoEscape: true });

const SIGN_IN = `<form method="post" action="/sign-in">
<input type="hidden" name="session" value="<%= it.session %>">
<label>User <input name="user" autocomplete="username" required value="admin"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required value="local"></label>
<button>Sign in</button>
</form>`;

const CONSENT = `<section><h2>Added to <%= it.request.domain %></h2><pre><%= it.added %></pre></section>
<section><h2>Removed</h2><pre><%= it.deleted %></pre></section>
<form method="post" action="/consent">
<input type="hidden" name="session" value="<%= it.session %>">
<button name="answer" value="confirm">Confirm</button>
<button name="answer" value="cancel">Cancel</button>
</form>`;

/** Renders the page on which a person signs in; any name and password are accepted. */
export function signInPage(session: string): LocalPage {
  return localPage({
    status: 200,
    title: "Local DNS host: sign in",
    body: eta.renderString(SIGN_IN, { session }),
  });
}

/** Renders the page that shows what a link changes, and asks for consent. */
export function consentPage(session: string, request: ApplyRequest, applied: Applied): LocalPage {
  const [added, deleted] = [applied.added, applied.deleted].map(linesOf);
  const body = eta.renderString(CONSENT, { session, request, added, deleted });
  return localPage({ status: 200, title: "Local DNS host: confirm the change", body });
}

/** Renders the page that refuses a request. */
export function refusalPage(status: number, because: string): LocalPage {
  return localPage({
    status,
    title: "Local DNS host",
    body: eta.renderString("<p><%= it.because %></p>", { because }),
  });
}

function linesOf(records: readonly ZoneRecord[]): string {
  return records.map(({ name, type, value }) => `${name} ${type} ${value}`).join("\n") || "nothing";
}
