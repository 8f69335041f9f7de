// Each line registers a simulated help desk under the name of its connector.
export { freshdesk } from "./vendors/freshdesk.ts";
export { jira } from "./vendors/jira.ts";
export { zendesk } from "./vendors/zendesk.ts";
