import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { brandOf, NO_BRAND } from "#core/brand/brand";
import {
  readConfigurationFile,
  readConfigurationIfThere,
  writePlatformName,
} from "../infra/configuration-file.ts";

async function fileOf(text: string, logo = ""): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "configuration-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "logo.svg"), logo);
  const file = join(folder, "configuration.json");
  await writeFile(file, text);
  return file;
}

it("reads the example of the documentation, and hands it on without its spaces", async () => {
  const { text, configuration } = await readConfigurationFile("docs/examples/configuration.json");
  expect(configuration.helpDesks["jira"]?.baseUrl).toBe("https://oxfordstones.atlassian.net");
  expect(text).not.toMatch(/\n|: /);
});

it("lists every fault, each on its line", async () => {
  const wrong = {
    helpDesks: { zendesk: { baseUrl: "x", fields: { project: "id" } } },
    domains: { own: ["a b"] },
    z: 1,
  };
  const reading = readConfigurationFile(await fileOf(JSON.stringify(wrong)));
  const message = await reading.then(String, (error: Error) => error.message);
  expect(message.split("\n").map((line) => line.trim().split(":")[0])).toEqual([
    expect.stringMatching(/configuration\.json has faults$/),
    "helpDesks.zendesk.baseUrl",
    "helpDesks.zendesk.fields.project",
    "domains.own.0",
    "z",
  ]);
});

it("says how large it may be: 4,096 bytes, whatever its spaces", async () => {
  const own = Array.from({ length: 150 }, (_, index) => `a-long-name-of-a-domain-${index}.example`);
  const large = await fileOf(JSON.stringify({ domains: { own } }));
  await expect(readConfigurationFile(large)).rejects.toThrow(
    /is too large: it has \d{4} bytes .* can have 4096/,
  );
  const spacious = await fileOf(`{${" ".repeat(5000)}}`);
  expect((await readConfigurationFile(spacious)).text).toBe("{}");
});

it("says that it is not JSON", async () => {
  await expect(readConfigurationFile(await fileOf("{"))).rejects.toThrow(/configuration\.json is not JSON/);
});

it("declares nothing where there is none", async () => {
  const file = `${await fileOf("{}")}.missing`;
  expect(await readConfigurationIfThere(file)).toMatchObject({ text: "{}", brands: NO_BRAND });
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z" fill="#1c4fb0"/></svg>';

it("reads the brand of all projects and what differs for one, and keeps it out of the parameter", async () => {
  const brand = {
    name: "Oxford Mail",
    logo: "logo.svg",
    colour: "#1c4fb0",
    senderName: "Oxford Mail DNS",
    projects: { stones: { name: "Oxford Stones" }, parks: { colour: "#7a1f5c" } },
  };
  const { text, brands } = await readConfigurationFile(await fileOf(JSON.stringify({ brand }), SVG));
  expect(text).toBe("{}");
  expect(brandOf(brands)).toMatchObject({ name: "Oxford Mail", senderName: "Oxford Mail DNS" });
  expect(brandOf(brands, "stones")).toMatchObject({ name: "Oxford Stones", senderName: "Oxford Stones" });
  expect(brandOf(brands, "parks")).toMatchObject({ name: "Oxford Mail", colour: "#7a1f5c" });
  expect(brandOf(brands, "another")).toEqual(brandOf(brands));
  const logo = { type: "image/svg+xml", base64: Buffer.from(SVG).toString("base64") };
  expect(brandOf(brands, "parks").logo).toEqual(logo);
  // The logo shows another name.
  expect(brandOf(brands, "stones").logo).toBeUndefined();
});

it.each([
  [{ colour: "#ffd400" }, "", "brand.colour: a darker colour: white text on it needs a contrast of 4.5"],
  [{ colour: "green" }, "", "brand.colour: a colour such as #1c6b50"],
  [{ name: "" }, "", "brand.name: 1 to 60 characters on one line"],
  [{ name: "Oxford\r\nBcc: x@y.example" }, "", "brand.name: 1 to 60 characters on one line"],
  [{ supportUrl: "javascript:alert(1)" }, "", "brand.supportUrl: an https address"],
  [{ logo: "none.png" }, "", "brand.logo: the path of a file"],
  [{ logo: "logo.svg" }, "<svg><script>x</script></svg>", "brand.logo: an SVG without <script>"],
  [{ projects: { a: { logo: "logo.svg" } } }, "GIF89a", "brand.projects.a.logo: an SVG or a PNG file"],
])("refuses the brand %j", async (brand, logo, message) => {
  const file = await fileOf(JSON.stringify({ brand: { name: "Oxford Mail", ...brand } }), logo);
  await expect(readConfigurationFile(file)).rejects.toThrow(message);
});

it("gets the platform's name beside what is there, or is made for it", async () => {
  const file = await fileOf('{ "domains": { "own": ["d.example"] }, "brand": { "colour": "#1c4fb0" } }');
  await writePlatformName(file, "Oxford Mail");
  const { brands, configuration } = await readConfigurationFile(file);
  expect(brandOf(brands)).toMatchObject({ name: "Oxford Mail", colour: "#1c4fb0" });
  expect(configuration.domains.own).toEqual(["d.example"]);
  await rm(file);
  await writePlatformName(file, "Oxford Mail");
  expect(brandOf((await readConfigurationFile(file)).brands).name).toBe("Oxford Mail");
});
