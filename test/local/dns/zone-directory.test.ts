import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { ask, lines } from "../../support/dns-asking.ts";
import { serveZones, ZONE_HEAD } from "../../support/zones.ts";

const D = "oxfordstones.example";

it("sees an appended line at the next query", async () => {
  const { server, files } = await serveZones({ [D]: "" });
  expect((await ask(server, `www.${D}`, "A")).rcode).toBe(3);
  files.append(D, "www A 192.0.2.1\n");
  expect(lines((await ask(server, `www.${D}`, "A")).answers)).toEqual([`www.${D} A 192.0.2.1`]);
});

it("serves the version before while a file cannot be read, and says so once with the line", async () => {
  const { server, files, reports } = await serveZones({ [D]: "www A 192.0.2.1\n" });
  files.append(D, "mail IN M");
  for (let look = 0; look < 3; look++) {
    expect((await ask(server, `www.${D}`, "A")).answers).toHaveLength(1);
  }
  expect(reports).toEqual([
    `${files.path(D)}:6: record type M is not known here (still serving the version before)`,
  ]);
  files.append(D, "X 10 mx\n");
  expect((await ask(server, `mail.${D}`, "MX")).answers).toHaveLength(1);
});

it("notices new, replaced and deleted files", async () => {
  const { server, files } = await serveZones({});
  expect((await ask(server, D, "SOA")).rcode).toBe(5);
  files.write(D, "");
  expect((await ask(server, D, "SOA")).rcode).toBe(0);
  writeFileSync(`${files.path(D)}.new`, `${ZONE_HEAD}www A 192.0.2.1\n`);
  renameSync(`${files.path(D)}.new`, files.path(D));
  expect((await ask(server, `www.${D}`, "A")).answers).toHaveLength(1);
  rmSync(files.path(D));
  expect((await ask(server, D, "SOA")).rcode).toBe(5);
});

it("starts with a broken file beside good ones", async () => {
  const { server, reports } = await serveZones({ [D]: "", "broken.example": "www A x\n" });
  expect((await ask(server, D, "SOA")).rcode).toBe(0);
  expect((await ask(server, "broken.example", "SOA")).rcode).toBe(5);
  expect(reports).toEqual([expect.stringContaining("broken.example.zone:5: not an address of this type: x")]);
});

it("serves the previous zones while the folder is gone, and reports that once", async () => {
  const { server, files, reports } = await serveZones({ [D]: "www A 192.0.2.1\n" });
  rmSync(dirname(files.path(D)), { recursive: true });
  for (let question = 0; question < 3; question++) {
    expect((await ask(server, `www.${D}`, "A")).answers).toHaveLength(1);
  }
  expect(reports).toEqual([expect.stringMatching(/ENOENT.*still serving the zones from before/)]);
});
