import { expect, it } from "vitest";
import { withAddresses } from "#core/intake/shared-identity";
import { D, ownOnboarding, requestOf } from "./facts.ts";

const BLOG = { project: "blog", requester: `blog@${D}`, fromAddresses: [`blog@${D}`] };
const YORK = { project: "york", requester: `york@${D}`, fromAddresses: [`york@${D}`] };

it("adds addresses to the project of the onboarding itself, each once", () => {
  const request = requestOf({ project: "shop" });
  const current = ownOnboarding({ fromAddresses: [`news@${D}`] });
  expect(withAddresses(current, request, [`news@${D}`, `info@${D}`])).toEqual({
    fromAddresses: [`news@${D}`, `info@${D}`],
  });
});

it("adds another project with its own request", () => {
  const { requester } = requestOf();
  expect(withAddresses(ownOnboarding(), requestOf({ project: "york" }), [`york@${D}`])).toEqual({
    alsoProjects: [{ project: "york", requester, fromAddresses: [`york@${D}`] }],
  });
});

it("adds addresses to the project that shares it already, and leaves the others as they are", () => {
  const current = ownOnboarding({ alsoProjects: [BLOG, YORK] });
  const request = requestOf({ project: "york" });
  expect(withAddresses(current, request, [`york@${D}`, `info@${D}`])).toEqual({
    alsoProjects: [
      BLOG,
      { project: "york", requester: request.requester, fromAddresses: [`york@${D}`, `info@${D}`] },
    ],
  });
});
