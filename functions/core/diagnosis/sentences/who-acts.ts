import { shown } from "#core/names/shown-value";
import type { Actor } from "#core/records/correction";
import type { Text } from "#core/words/texts";
import type { Place } from "../model/diagnosis-context.ts";
import { knownHost } from "./known-host.ts";

/** Names who must act; nothing if it is the DNS administrator, who reads the text. */
export function whoActs(actor: Actor, zone: string, place: Place | undefined): Text | undefined {
  switch (actor) {
    case "dns-administrator":
      return undefined;
    case "dns-host":
      return { key: "finding.actor.dns-host", values: knownHost(place?.dnsHost?.name) };
    case "registrar":
      return { key: "finding.actor.registrar", values: { zone: shown(zone) } };
    case "delegated-zone-operator":
      return { key: "finding.actor.zone-operator", values: { zone: shown(zone) } };
    case "platform-support":
      return { key: "finding.actor.platform-support", values: {} };
    case "time":
      return { key: "finding.actor.time", values: {} };
  }
}
