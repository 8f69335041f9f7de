import type { Plugin } from "esbuild";

/**
 * Leaves out the part of the SDK for answers that are streams of events, which no call here has. With it,
 * esbuild would keep and wrap all shared code of the SDK's core, which makes each cold start longer.
 */
export const NO_EVENT_STREAMS: Plugin = {
  name: "no-event-streams",
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};
