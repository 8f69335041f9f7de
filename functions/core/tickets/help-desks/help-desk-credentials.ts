import { z } from "zod";

const userWithToken = z.object({ user: z.string().min(1), token: z.string().min(1) });

/** What opens the APIs of the help desks, as the secret holds it: those that are connected, and no other. */
export const helpDeskCredentials = z.object({
  zendesk: userWithToken.optional(),
  freshdesk: z.object({ apiKey: z.string().min(1) }).optional(),
  jira: userWithToken.optional(),
});

/** What opens the APIs of the help desks. */
export type HelpDeskCredentials = z.infer<typeof helpDeskCredentials>;
