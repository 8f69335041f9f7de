import { createHash } from "node:crypto";
import { Eta } from "eta/core";
import type { Brand, Logo } from "#core/brand/brand";
import { LANGUAGES, type Language } from "#core/words/languages";
import type { Texts } from "#core/words/texts";
import layoutText from "./page/layout.eta";
import script from "./page/page.client.js";
import style from "./page/page.css";
import type { HttpResponse } from "./response.ts";

/**
 * The Content Security Policy: only the page's own style and script are used, and no other site may frame it:
 * https://www.w3.org/TR/CSP3/
 */
function policy(ownStyle: string, formTargets = "'self'"): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(ownStyle)}'`,
    `script-src '${hashOf(script)}'`,
    "img-src data:",
    "connect-src 'self'",
    `form-action ${formTargets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * The headers of every answer to a set-up link. The link is a secret, so caches and referrers must not reveal
 * it.
 */
export const SETUP_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": policy(style),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
};

/** A part of a page: HTML from a template that escapes all values. */
export type HtmlTemplate<Data extends object> = (data: Data) => string;

/** Makes a template from Eta source. It is compiled on first use, and may `include` the parts by name. */
export function htmlTemplate<Data extends object>(
  text: string,
  parts: Readonly<Record<string, string>> = {},
): HtmlTemplate<Data> {
  let render: HtmlTemplate<Data> | undefined;
  return (data) => {
    render ??= compiled(text, parts);
    return render(data);
  };
}

function compiled<Data extends object>(
  text: string,
  parts: Readonly<Record<string, string>>,
): HtmlTemplate<Data> {
  const eta = new Eta({ autoEscape: true, autoTrim: false });
  for (const [name, part] of Object.entries(parts)) eta.loadTemplate(`@${name}`, part);
  const template = eta.compile(text);
  return (data) => eta.render(template, data);
}

const layout = htmlTemplate<Readonly<Record<string, unknown>>>(layoutText);

/** The texts and the brand that all pages of one reader share. */
export interface PageReader {
  readonly brand: Brand;
  readonly texts: Texts;
}

/** Each language is named in that language. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
};

/** The content of a page, and its options. */
interface PageOptions {
  readonly statusCode: number;
  readonly title: string;
  /** The content as HTML. */
  readonly content: string;
  readonly reader: PageReader;
  /** True if the page can be requested in another language, because it answers a GET. */
  readonly isTranslatable: boolean;
  /** True if the script must keep the page up to date. */
  readonly isLive?: boolean;
  /**
   * The destinations of its forms besides the page itself, including redirects, as sources of the Content
   * Security Policy.
   */
  readonly formTargets?: readonly string[];
}

/** Makes a page of the set-up link. */
export function htmlPage(options: PageOptions): HttpResponse {
  const { statusCode, title, content, reader, isTranslatable, isLive = false, formTargets = [] } = options;
  const { brand, texts } = reader;
  const ownStyle = `${style}:root{--brand:${brand.colour};--brand-dark:${brand.darkColour}}`;
  const language = LANGUAGE_NAMES[texts.language];
  return {
    statusCode,
    headers: {
      ...SETUP_HEADERS,
      "content-language": texts.language,
      "content-security-policy": policy(ownStyle, ["'self'", ...formTargets].join(" ")),
      "content-type": "text/html; charset=utf-8",
    },
    body: layout({
      ...{ title, brand, style: ownStyle, script, content, isLive, language },
      lang: texts.language,
      languageLabel: texts.text("page.language", { language }),
      languages: isTranslatable ? LANGUAGES.map((tag) => ({ tag, name: LANGUAGE_NAMES[tag] })) : [],
      icon: iconOf(brand),
      logo: brand.logo && dataUrl(brand.logo),
    }),
  };
}

/** Returns a data URL of the image, so that nothing is fetched; scripts in such images never run. */
function dataUrl({ type, base64 }: Logo): string {
  return `data:${type};base64,${base64}`;
}

/** Returns the logo, or a tick in the brand's colour. */
function iconOf({ logo, colour }: Brand): string {
  if (logo !== undefined) return dataUrl(logo);
  const tick = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='8' fill='${colour}'/><path d='M4.5 8.2 7 10.7l4.6-5' fill='none' stroke='#fff' stroke-width='1.8'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(tick)}`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
