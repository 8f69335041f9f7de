import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/deployment.ts";
import { FILES, importsOf, SOURCES } from "../support/source-files.ts";

/** Libraries that only compute. */
const PURE = [
  "@formatjs",
  "email-reply-parser",
  "eta",
  "htmlparser2",
  "intl-messageformat",
  "ipaddr.js",
  "tldts",
  "zod",
];

/** The catalogues of texts, which the core imports as data. */
const CATALOGUE = /^(?:\.\.\/)+locales\/\w+\.json$/;

/** Modules with access outside the process. */
const OUTWARD =
  /^(@aws-sdk\/|@smithy\/|node:(child_process|dgram|dns|fs|http|http2|https|net|tls)(\/|$)|dns-packet$)/;

/** Files that read secrets and the configuration with Powertools, which caches them. */
const PARAMETERS = ["functions/platform/settings/configuration.ts", "functions/platform/settings/secrets.ts"];

const under = (folder: string) => SOURCES.filter((source) => source.startsWith(`${folder}/`));

/** Returns the folder below functions/ to which an import leads; `undefined` for a package. */
function layerOf(source: string, specifier: string): string | undefined {
  if (CATALOGUE.test(specifier)) return "core";
  const path = specifier.startsWith("#")
    ? `functions/${specifier.slice(1)}`
    : specifier.startsWith(".")
      ? posix.join(posix.dirname(source), specifier)
      : undefined;
  return path?.split("/")[1];
}

describe("the core", () => {
  it.each(under("functions/core"))("%s imports the core and pure libraries only", (source) => {
    for (const specifier of importsOf(source)) {
      const layer = layerOf(source, specifier);
      if (layer === undefined) expect(PURE).toContain(specifier.split("/")[0]);
      else expect(layer).toBe("core");
    }
  });

  it("reads no clock, no environment and no random numbers", () => {
    const impure =
      /\b(Date\.now|new Date\(\)|performance\.|Math\.random|randomUUID|process\.|console\.\w+\()/;
    expect(under("functions/core").filter((source) => impure.test(readRepositoryFile(source)))).toEqual([]);
  });
});

describe("the functions", () => {
  it("do input and output only in adapters", () => {
    const outward = under("functions").filter((source) => importsOf(source).some((one) => OUTWARD.test(one)));
    expect(outward.filter((source) => !source.startsWith("functions/adapters/"))).toEqual([]);
  });

  it("read secrets in one place, and the configuration in another", () => {
    const readers = under("functions").filter((source) =>
      importsOf(source).some((specifier) => specifier.startsWith("@aws-lambda-powertools/parameters")),
    );
    expect(readers.sort()).toEqual(PARAMETERS);
  });

  it("import adapters only in handlers and environments", () => {
    const users = under("functions").filter((source) =>
      importsOf(source).some((specifier) => layerOf(source, specifier) === "adapters"),
    );
    const elsewhere = users.filter(
      (source) => !/^functions\/(adapters\/|[\w-]+\/(handler|environment)\.ts$)/.test(source),
    );
    expect(elsewhere).toEqual([]);
  });

  it("import neither the local cloud, nor tests, nor each other", () => {
    const shared = ["adapters", "core", "platform"];
    for (const source of under("functions")) {
      const [, own = ""] = source.split("/");
      const layers = importsOf(source).map((specifier) => layerOf(source, specifier));
      const foreign = layers.filter((layer) => layer !== undefined && ![own, ...shared].includes(layer));
      expect(foreign, source).toEqual([]);
    }
  });

  it("read no clock: time comes with the event", () => {
    // These may read a clock: the duration of a DNS query is measured but decides nothing, and a browser has
    // its own clock.
    const timekeepers = under("functions").filter(
      (source) =>
        !source.endsWith(".client.js") && /\bDate\.now\(|new Date\(\)/.test(readRepositoryFile(source)),
    );
    expect(timekeepers).toEqual([]);
  });
});

describe("every file", () => {
  it("has at most 300 lines", () => {
    const long = SOURCES.filter((source) => readRepositoryFile(source).split("\n").length > 301);
    expect(long).toEqual([]);
  });

  it("says by its name what is in it", () => {
    const drawers = /(^|\/)(utils?|helpers?|commons?|types?|misc)(\.[\w.]+)?(\/|$)/;
    expect(FILES.filter((path) => drawers.test(path))).toEqual([]);
  });

  it("is named in kebab case", () => {
    expect(SOURCES.filter((path) => !/^([a-z0-9-]+\/)+[a-z0-9.-]+$/.test(path))).toEqual([]);
  });

  it("is tested without patching modules and without switched-off tests", () => {
    const patched = under("test").filter((source) =>
      /\bvi\.(mock|doMock|hoisted)\(|\b(it|test|describe)\.(skip|only|todo)\(/.test(
        readRepositoryFile(source),
      ),
    );
    expect(patched).toEqual([]);
  });
});
