import { DEFAULT_PROVIDERS } from "@aws-lambda-powertools/parameters/base";
import { onTestFinished } from "vitest";

/** Stores one parameter or one secret until the test ends. */
export function store(kind: "ssm" | "secrets", name: string, value: object): void {
  const before = { ...DEFAULT_PROVIDERS };
  onTestFinished(() => {
    Reflect.deleteProperty(DEFAULT_PROVIDERS, kind);
    Object.assign(DEFAULT_PROVIDERS, before);
  });
  DEFAULT_PROVIDERS[kind] = {
    get: async (asked) => (asked === name ? JSON.stringify(value) : undefined),
    getMultiple: async () => undefined,
  };
}
