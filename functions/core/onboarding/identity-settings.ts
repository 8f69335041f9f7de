import * as z from "zod";

/** The settings that are restored when an identity is deleted and recreated. */
export const identitySettings = z.object({
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  configurationSet: z.string().optional(),
  /** The names of the tenants that it belongs to. */
  tenants: z.array(z.string()),
});

/** The settings that are restored when an identity is deleted and recreated. */
export type IdentitySettings = z.infer<typeof identitySettings>;
