import * as z from "zod";

/** The settings of an identity that are restored when it is deleted and made again. */
export const identitySettings = z.object({
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  configurationSet: z.string().optional(),
  /** The names of its tenants. */
  tenants: z.array(z.string()),
});

/** The settings of an identity that are restored when it is deleted and made again. */
export type IdentitySettings = z.infer<typeof identitySettings>;
