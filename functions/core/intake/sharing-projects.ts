import type { Onboarding } from "#core/onboarding/onboarding";

/** The number of projects that one transaction can configure. */
const MOST_PROJECTS = 40;

/** True if a project already uses the identity of an onboarding, or can be added to it. */
export function hasRoomFor(
  onboarding: Pick<Onboarding, "project" | "alsoProjects">,
  project: string,
): boolean {
  const projects = projectsOf(onboarding);
  return projects.includes(project) || projects.length < MOST_PROJECTS;
}

/** Returns all projects that use the identity of an onboarding. */
export function projectsOf({
  project,
  alsoProjects = [],
}: Pick<Onboarding, "project" | "alsoProjects">): string[] {
  return [project, ...alsoProjects.map((one) => one.project)];
}
