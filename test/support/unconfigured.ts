import type { ConfigureProjectDeps } from "../../functions/configure-project/configure-project.ts";

/** An account without e-mail-address identities. */
export const NO_ADDRESS_IDENTITIES: ConfigureProjectDeps["addressIdentities"] = { below: async () => [] };

/** A deployment that declares nothing for its projects. */
export const UNCONFIGURED: Pick<ConfigureProjectDeps, "defaults" | "configurator" | "addressIdentities"> = {
  defaults: async () => ({}),
  configurator: { take: async () => ({}) },
  addressIdentities: NO_ADDRESS_IDENTITIES,
};
