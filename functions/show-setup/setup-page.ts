import type { Onboarding } from "#core/onboarding";
import { printable } from "#core/printable";
import { likelyZone, recordCards } from "#core/record-card";
import { recordWords } from "#core/record-words";
import { isAwaiting } from "#core/signals";
import { utcTime } from "#core/utc-time";
import { htmlPage, htmlTemplate } from "#platform/html-page";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { DONE_WORDS, STATUS_WORDS } from "./page-words.ts";

interface PageData {
  readonly status: string;
  readonly done: string | undefined;
  readonly onboarding: Onboarding;
  readonly zone: string;
  readonly cards: readonly (ReturnType<typeof recordCards>[number] & { readonly words: string })[];
  readonly lastLook: string | undefined;
  readonly nextLook: string | undefined;
  /** Relative, so that it holds behind any base path. */
  readonly path: string;
}

const template = htmlTemplate<PageData>(`
<% if (it.done !== undefined) { %><p role="status"><%= it.done %></p><% } %>
<p>Project <%= it.onboarding.project %>. <%= it.status %></p>
<% if (it.lastLook !== undefined) { %><p>We last looked at <%= it.lastLook %>.<% if (it.nextLook !== undefined) { %> We look again by ourselves at <%= it.nextLook %>.<% } %></p>
<% } else if (it.nextLook !== undefined) { %><p>We look by ourselves at <%= it.nextLook %>.</p><% } %>
<% if (it.cards.length > 0) { %>
<h2>The records</h2>
<p>Most DNS panels add <%= it.zone %> to the host by themselves: enter “Host” there, and “Full name” only where the panel wants whole names. <a href="<%= it.path %>/records.zone">All records as a zone file</a></p>
<% it.cards.forEach(({ record, host, words }, index) => { %>
<section class="record" aria-labelledby="record-<%= index + 1 %>">
<h3 id="record-<%= index + 1 %>"><%= index + 1 %>. <%= record.type %> record</h3>
<dl>
<dt>Type</dt><dd><%= record.type %></dd>
<dt>Host</dt><dd><%= host %></dd>
<dt>Full name</dt><dd><%= record.name %></dd>
<% if (record.priority !== undefined) { %><dt>Priority</dt><dd><%= record.priority %></dd><% } %>
<dt>Value</dt><dd><%= record.value %></dd>
</dl>
<p><%= words %></p>
</section>
<% }) } %>
<% if (it.nextLook !== undefined && it.cards.length > 0) { %>
<h2>What you can do</h2>
<form method="post" action="<%= it.path %>/confirm"><button>I have added the records</button></form>
<form method="post" action="<%= it.path %>/check"><button>Check again now</button></form>
<form method="post" action="<%= it.path %>/amend">
<label for="mail-from">Use another sub-domain of <%= it.onboarding.identity %> for bounces</label>
<input id="mail-from" name="mailFrom" value="<%= it.onboarding.mailFrom %>" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="253">
<button>Use this sub-domain</button>
</form>
<% } %>
`);

/** The set-up page: what to add, how each record looks, what the customer can do. */
export function setupPage(onboarding: Onboarding, { parameters, query }: HttpRequest): HttpResponse {
  const { identity, look, schedule } = onboarding;
  const done = query["done"] ?? "";
  const content = template({
    // Called off, though the machine has not closed it yet
    status: STATUS_WORDS[onboarding.signals.cancelledAt === undefined ? onboarding.status : "cancelled"],
    done: Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined,
    onboarding: { ...onboarding, project: printable(onboarding.project) },
    zone: likelyZone(onboarding),
    cards: recordCards(onboarding).map((card) => ({ ...card, words: recordWords(card.look) })),
    lastLook: look === undefined ? undefined : utcTime(look.at),
    nextLook: isAwaiting(onboarding) ? utcTime(schedule.nextLookAt) : undefined,
    path: parameters["token"] ?? "",
  });
  return htmlPage(200, `Sending from ${identity}`, content);
}
