import { expect, it } from "vitest";
import { COMMANDS } from "../../infra/ops/commands.ts";
import { ROUTES, readRepositoryFile, resourcesOf } from "../support/deployment.ts";

/** Routes for callers without an IAM principal: a link, a signature or a session authenticates them. */
const OPEN = /^\/(setup\/|tickets\/|console(\/|$))/;

it("demands a signature of IAM at every route that has no other protection, and at no other", () => {
  const signed = ROUTES.filter(({ Auth }) => Auth?.Authorizer === "AWS_IAM").map(({ key }) => key);
  const guarded = ROUTES.filter(({ Path = "" }) => !OPEN.test(Path)).map(({ key }) => key);
  expect(guarded.length).toBeGreaterThan(0);
  expect(signed).toEqual(guarded);
  const [[, api] = []] = resourcesOf("AWS::Serverless::HttpApi");
  expect(api?.Properties["Auth"]).toEqual({ EnableIamAuthorizer: true });
});

/** The routes that show set-up links, for which operators need a separate permission. */
const LINKS = /^\/setup-links\//;

function allowedBy(name: string): readonly RegExp[] {
  const policy = resourcesOf("AWS::IAM::ManagedPolicy").find(([id]) => id === name);
  return [...JSON.stringify(policy).matchAll(/\$default\/(\w+|\*)(\/[\w*/-]+)"/g)].map(
    ([, method = "", path = ""]) =>
      new RegExp(`^${method === "*" ? "\\w+" : method} ${path.replace("*", ".+")}$`),
  );
}

it("allows by the operators' policy each of these routes except that of set-up links, and no other", () => {
  const [operators, links] = [allowedBy("OperatorsPolicy"), allowedBy("SetupLinksPolicy")];
  for (const { key, Path = "" } of ROUTES) {
    const isLink = LINKS.test(Path);
    expect([key, operators.some((one) => one.test(key))]).toEqual([key, !OPEN.test(Path) && !isLink]);
    expect([key, links.some((one) => one.test(key))]).toEqual([key, isLink]);
  }
});

it("documents each of these routes, and has a command for every action", () => {
  const documentation = readRepositoryFile("docs/operators.md");
  for (const { key, Path = "" } of ROUTES.filter(({ Path = "" }) => !OPEN.test(Path))) {
    expect(documentation.includes(`\`${key}\``) || documentation.includes(`\`${key}?`), key).toBe(true);
    const [, action] = /\{onboardingId\}\/(.+)$/.exec(Path) ?? [];
    if (action !== undefined && !key.startsWith("GET ")) expect(Object.keys(COMMANDS)).toContain(action);
  }
});
