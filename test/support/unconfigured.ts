import type { ConfigureProjectDeps } from "../../functions/configure-project/configure-project.ts";

/** A deployment that declares nothing for its projects. */
export const UNCONFIGURED: Pick<ConfigureProjectDeps, "defaults" | "configurator"> = {
  defaults: async () => ({}),
  configurator: { take: async () => ({}) },
};
