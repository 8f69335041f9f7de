import { expect, it } from "vitest";
import { htmlWords } from "#core/words/html-words";

const words = (text: string) => htmlWords(text, 'class="whole"');

it("keeps a word like E-Mail, and what is attached to it, on one line", () => {
  expect(words("Ihre E-Mail-Adresse, bitte")).toBe('Ihre <span class="whole">E-Mail-Adresse,</span> bitte');
});

it("lets a long name continue after a dot or an @, but not at its end", () => {
  expect(words("from news@mail.oxfordstones.example.")).toBe(
    'from <span class="whole">news@<wbr>mail.<wbr>oxfordstones.<wbr>example.</span>',
  );
});

it("keeps the punctuation that a no-break space attaches", () => {
  expect(words("à mail.oxfordstones.example\u00A0: non")).toBe(
    'à <span class="whole">mail.<wbr>oxfordstones.<wbr>example\u00A0:</span> non',
  );
});

it("writes short names and long words as they are", () => {
  expect(words("oxford.example is ready: Einrichtungsseitenverwaltung.")).toBe(
    "oxford.example is ready: Einrichtungsseitenverwaltung.",
  );
});

it("escapes all of it", () => {
  expect(words(`<b>"it's" & e-mail<i>`)).toBe(
    '&lt;b&gt;&quot;it&#39;s&quot; &amp; <span class="whole">e-mail&lt;i&gt;</span>',
  );
});
