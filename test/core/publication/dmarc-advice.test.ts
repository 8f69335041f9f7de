import { describe, expect, it } from "vitest";
import { findDmarcAdvice } from "#core/publication/dmarc-advice";
import { advisedRecordOf } from "#core/records/advised-record";
import { type Holding, memorySession } from "../../diagnosis/memory-session.ts";
import { sessionOf } from "../diagnosis/preflight/declared-zone.ts";

const ZONE = "oxfordstones.example";
const SUB = `news.${ZONE}`;
const REPORTS = "dmarc@platform.example";

type Zone = Readonly<Record<string, readonly string[] | "unknown">>;

const advise = (domain: string, zone: Zone, reports?: string) =>
  findDmarcAdvice(domain, memorySession(ZONE, [new Map(Object.entries(zone)) as Holding]), reports);

const own = `TXT _dmarc.${SUB}`;
const above = `TXT _dmarc.${ZONE}`;

describe("a DMARC record that only monitors", () => {
  it.each<[why: string, zone: Zone, state: string]>([
    ["is offered where DNS denies every policy", {}, "offered"],
    ["is offered beside texts that are no policy", { [own]: ["v=spf1 -all"] }, "offered"],
    ["is right as it is advised", { [own]: ["v=DMARC1; p=none"] }, "right"],
    ["is right with other blanks", { [own]: ["v=DMARC1;p=none;"] }, "right"],
    ["is not needed beside a stricter policy", { [own]: ["v=DMARC1; p=reject"] }, "not-needed"],
    ["is not needed below a policy", { [above]: ["v=DMARC1; p=none"] }, "not-needed"],
    [
      "is not needed below a policy for sub-domains",
      { [above]: ["v=DMARC1; p=none; sp=reject"] },
      "not-needed",
    ],
    ["is not known between two records", { [own]: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] }, "not-known"],
    ["is not known below two records", { [above]: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] }, "not-known"],
    ["is not known beside a line that cannot be read", { [own]: ["v=DMARC1 p=reject"] }, "not-known"],
    ["is not known below a line that cannot be read", { [above]: ['"v=DMARC1; p=reject"'] }, "not-known"],
    [
      "is not known below two records, where only RFC 9989 finds the domain's own",
      { [own]: ["v=DMARC1; adkim=s"], [above]: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] },
      "not-known",
    ],
    ["is not known without a valid policy", { [own]: ["v=DMARC1; p=rejected"] }, "not-known"],
    ["is not known after SERVFAIL at the domain", { [own]: "unknown" }, "not-known"],
    ["is not known after SERVFAIL above it", { [above]: "unknown" }, "not-known"],
    [
      "is not known beside a CNAME, which allows no other record",
      { [`CNAME _dmarc.${SUB}`]: ["gone.elsewhere.example"] },
      "not-known",
    ],
  ])("%s", async (_why, zone, state) => {
    expect(await advise(SUB, zone)).toBe(state);
  });

  it("asks the name servers about the whole domain, and a resolver about what is above it", async () => {
    const session = sessionOf(ZONE, {});
    await findDmarcAdvice(SUB, session);
    expect(session.asked).toEqual([
      { name: `_dmarc.${SUB}`, type: "TXT", through: "one-server" },
      { name: `_dmarc.${ZONE}`, type: "TXT", through: "one-server" },
      { name: "_dmarc.example", type: "TXT", through: "resolver" },
      { name: `_dmarc.${SUB}`, type: "CNAME", through: "one-server" },
    ]);
  });

  it("reports to the platform's address, and one without it is another policy", async () => {
    expect(advisedRecordOf(SUB, REPORTS).value).toBe(`v=DMARC1; p=none; rua=mailto:${REPORTS}`);
    expect(await advise(SUB, { [own]: [`v=DMARC1; p=none; rua=mailto:${REPORTS}`] }, REPORTS)).toBe("right");
    expect(await advise(SUB, { [own]: ["v=DMARC1; p=none"] }, REPORTS)).toBe("not-needed");
  });
});
