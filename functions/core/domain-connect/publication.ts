import { type AgreedView, agreedView, type NameView, type SeenRecord, type ZoneView } from "./zone-view.ts";

/**
 * A record that a template would write: the full name in lower case; an MX value is "<preference>
 * <exchange>".
 */
export interface PlannedRecord extends SeenRecord {
  readonly name: string;
}

/** The records of one group of a template. */
export interface PlannedGroup {
  readonly id: string;
  readonly records: readonly PlannedRecord[];
  /** True if all of its records are already right, so that the group is left out. */
  readonly isDone: boolean;
  /** True if the other groups are applied without this one when its names are in use. */
  readonly isOptional: boolean;
}

/** The wanted records, by group. */
export interface PublicationPlan {
  /** The name to which the template is applied. */
  readonly at: string;
  readonly groups: readonly PlannedGroup[];
  /** A label that no zone uses, so that only a wildcard answers for it. */
  readonly unlikelyLabel: string;
}

/** The reasons why a template must not be applied, the worst first. */
export type Refusal =
  /** All records are already right. */
  | { readonly because: "nothing-to-do" }
  | { readonly because: "unknown" | "servers-differ"; readonly name: string }
  /** The records belong to several zones, or a name is delegated. */
  | { readonly because: "several-zones"; readonly zones: readonly string[] }
  | { readonly because: "in-use"; readonly name: string; readonly seen: readonly SeenRecord[] }
  /** A wildcard answers for the name. */
  | { readonly because: "wildcard"; readonly name: string };

/** Either the groups to apply to a zone, or the reason why none may be applied. */
export type Publication =
  | { readonly state: "offered"; readonly zone: string; readonly groups: readonly string[] }
  | ({ readonly state: "refused" } & Refusal);

/**
 * Returns the names to check before a publication: those to be written, and for each level one that only a
 * wildcard would answer.
 */
export function namesToView({ groups, unlikelyLabel }: PublicationPlan): readonly string[] {
  const written = groups
    .filter(({ isDone }) => !isDone)
    .flatMap(({ records }) => records.map(({ name }) => name));
  return [...new Set([...written, ...written.map((name) => siblingOf(name, unlikelyLabel))])];
}

/**
 * Decides whether a template can be applied without harm. It can if nothing but the wanted records exists at
 * the names to be written, no wildcard answers there, and every server of the single zone has confirmed this.
 */
export function publication(plan: PublicationPlan, view: ZoneView): Publication {
  const due = plan.groups.filter(({ isDone }) => !isDone);
  const judged = due.map((group) => ({ group, refusal: refusalOf(group, plan, view) }));
  const required = judged.filter(({ group }) => !group.isOptional);
  const refused = required.find(({ refusal }) => refusal !== undefined)?.refusal;
  if (refused !== undefined) return { state: "refused", ...refused };
  const free = judged.filter(({ refusal }) => refusal === undefined).map(({ group }) => group);
  if (free.length === 0) return { state: "refused", because: "nothing-to-do" };
  return inOneZone(free, plan, view);
}

/** One link changes one zone; optional groups in another zone are left out. */
function inOneZone(groups: readonly PlannedGroup[], { at }: PublicationPlan, view: ZoneView): Publication {
  const zonesOf = (some: readonly PlannedGroup[]) => [
    ...new Set(some.flatMap(({ records }) => records.map(({ name }) => viewOf(name, view)?.zone ?? ""))),
  ];
  const required = groups.filter(({ isOptional }) => !isOptional);
  const zones = zonesOf(required.length > 0 ? required : groups);
  const [zone] = zones;
  // The zone must be at or above the name, because the template's hosts are relative to that name. A zone
  // below the name is a delegated one.
  const isAbove = zone !== undefined && (at === zone || at.endsWith(`.${zone}`));
  if (!isAbove || zones.length > 1) return { state: "refused", because: "several-zones", zones };
  const there = groups.filter((group) => zonesOf([group]).every((one) => one === zone));
  return { state: "offered", zone, groups: there.map(({ id }) => id) };
}

function refusalOf(group: PlannedGroup, plan: PublicationPlan, view: ZoneView): Refusal | undefined {
  const names = [...new Set(group.records.map(({ name }) => name))];
  for (const name of names) {
    const refusal =
      atWildcard(name, plan.unlikelyLabel, view) ?? atDelegation(name, view) ?? atName(name, group, view);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function atName(name: string, { records }: PlannedGroup, view: ZoneView): Refusal | undefined {
  const found = known(name, view);
  if ("because" in found) return found;
  if (found.kind === "no-name") return undefined;
  const seen = found.kind === "records" ? found.records : [];
  const isOurs = (one: SeenRecord) =>
    records.some((record) => record.name === name && record.type === one.type && record.value === one.value);
  return seen.length > 0 && seen.every(isOurs) ? undefined : { because: "in-use", name, seen };
}

/**
 * Servers that hold both a zone and a delegated zone answer for both, so only NS records show the delegation.
 */
function atDelegation(name: string, { between, names }: ZoneView): Refusal | undefined {
  const zone = names.find((one) => one.name === name)?.zone ?? "";
  for (const above of between.filter((one) => name.endsWith(`.${one.name}`))) {
    const found = agreedView(above);
    if (found === "unknown") return { because: "unknown", name: above.name };
    if (found === "differ") return { because: "servers-differ", name: above.name };
    if (found.kind === "records") return { because: "several-zones", zones: [zone, above.name] };
  }
  return undefined;
}

/** A new record would end the wildcard's answers at that name, and at the names between (RFC 4592 §3.3.1). */
function atWildcard(name: string, unlikelyLabel: string, view: ZoneView): Refusal | undefined {
  const found = known(siblingOf(name, unlikelyLabel), view);
  if ("because" in found) return { ...found, name };
  return found.kind === "no-name" ? undefined : { because: "wildcard", name };
}

function known(
  name: string,
  view: ZoneView,
): AgreedView | Extract<Refusal, { because: "unknown" | "servers-differ" }> {
  const found = viewOf(name, view);
  const agreed = found?.zone === undefined ? "unknown" : agreedView(found);
  if (agreed === "unknown") return { because: "unknown", name };
  return agreed === "differ" ? { because: "servers-differ", name } : agreed;
}

function viewOf(name: string, { names }: ZoneView): NameView | undefined {
  return names.find((one) => one.name === name);
}

function siblingOf(name: string, label: string): string {
  return name.replace(/^[^.]+/, label);
}
