import type { Onboarding } from "#core/onboarding/onboarding";

/** As many projects as one transaction can configure together. */
const MOST_PROJECTS = 40;

/** True if a project uses the identity of an onboarding already, or can be added to it. */
export function hasRoomFor(
  onboarding: Pick<Onboarding, "project" | "alsoProjects">,
  project: string,
): boolean {
  const projects = projectsOf(onboarding);
  return projects.includes(project) || projects.length < MOST_PROJECTS;
}

/** All projects that use the identity of an onboarding. */
export function projectsOf({
  project,
  alsoProjects = [],
}: Pick<Onboarding, "project" | "alsoProjects">): string[] {
  return [project, ...alsoProjects.map((one) => one.project)];
}
