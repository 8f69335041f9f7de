import {
  type Application,
  type Applied,
  applyTemplate,
  type ZoneRecord,
} from "#core/domain-connect/apply-template";
import type { TemplateRecord } from "#core/domain-connect/template";

/**
 * The records that a template wrote into each zone. A conflict with an essential record removes all of them.
 */
export interface TemplateState {
  /**
   * Returns the change of an application, including the removal of an earlier template that conflicts with
   * it.
   */
  change(application: Application, before: readonly ZoneRecord[]): Applied;
  /** Stores an application that was carried out. */
  remember(application: Application): void;
}

interface Written {
  readonly all: readonly ZoneRecord[];
  readonly essential: readonly ZoneRecord[];
}

/** Makes the state of all zones; `areAllEssential` simulates providers that ignore the property. */
export function createTemplateState(areAllEssential: () => boolean): TemplateState {
  const written = new Map<string, Written>();
  return {
    change(application, before) {
      const applied = applyTemplate(application, before);
      const { all, essential } = written.get(application.domain) ?? { all: [], essential: [] };
      const watched = areAllEssential() ? all : essential;
      if (!watched.some((one) => applied.deleted.some(isAtSamePlace(one)))) return applied;
      const isLeft = (one: ZoneRecord) => !all.some(isAtSamePlace(one)) || applied.added.includes(one);
      const zone = applied.zone.filter(isLeft);
      const gone = applied.zone.filter((one) => !isLeft(one));
      return { added: applied.added, deleted: [...applied.deleted, ...gone], zone };
    },
    remember(application) {
      const { records } = application.template;
      const made = (some: readonly TemplateRecord[]) =>
        applyTemplate({ ...application, template: { records: some } }, []).added;
      written.set(application.domain, { all: made(records), essential: made(records.filter(isEssential)) });
    },
  };
}

/** The specification makes a merged SPF record non-essential. */
function isEssential({ type, essential = "Always" }: TemplateRecord): boolean {
  return type !== "SPFM" && essential === "Always";
}

function isAtSamePlace(one: ZoneRecord): (other: ZoneRecord) => boolean {
  return ({ name, type }) => name === one.name && type === one.type;
}
