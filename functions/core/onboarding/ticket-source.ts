/** Where tickets come from: the platform's own signed word, or a help desk. */
export const SOURCES = ["generic", "zendesk", "freshdesk", "jira"] as const;

/** Where a ticket comes from. */
export type Source = (typeof SOURCES)[number];
