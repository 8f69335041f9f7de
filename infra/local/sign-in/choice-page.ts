import { Eta } from "eta";
import { localPage } from "../http/local-page.ts";
import { PEOPLE } from "./people.ts";

const CHOICE = `<form method="post"><ol>
<% for (const [subject, { label }] of it.people) { %>
<li><button name="subject" value="<%= subject %>"><%= label %></button></li>
<% } %>
</ol></form>`;

const eta = new Eta({ autoEscape: true });

/** Renders the page on which a person chooses who to be; there are no passwords. */
export function choicePage(): string {
  const body = eta.renderString(CHOICE, { people: Object.entries(PEOPLE) });
  return localPage({ status: 200, title: "Local identity provider", body }).body;
}
