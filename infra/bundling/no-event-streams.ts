import type { Plugin } from "esbuild";

/**
 * Leaves out the part of the SDK that it imports when an answer is a stream of events, which no call here has. esbuild would keep
 * and wrap all of the SDK's core that this part shares with the rest, which makes each cold start longer.
 */
export const NO_EVENT_STREAMS: Plugin = {
  name: "no-event-streams",
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};
