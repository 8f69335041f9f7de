import type { Finding } from "./finding.ts";
import type { Looked, Scene } from "./scene.ts";

/** Looks at one record that is not right; what it finds explains the record, so that no later detector is asked. */

export type RecordDetector = (looked: Looked, scene: Scene) => Finding | undefined;
