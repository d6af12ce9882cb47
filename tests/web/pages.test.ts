// The site's pages call what stands on all of them by the same words, and mark what is Vietnamese.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { at } from '../paths.ts';

const FRAMES = ['frame.html']; // without anything around the check
const WORDS = {
  vi: { skip: 'Đến nội dung chính', site: 'Trang', company: '<span>Chồi Xanh Media' },
  en: { skip: 'Skip to the main content', site: 'Site', company: '<span lang="vi">Chồi Xanh' },
};

const pages = readdirSync(at('web/site'))
  .filter((name) => name.endsWith('.html') && !FRAMES.includes(name))
  .map((name) => ({ name, text: readFileSync(at(`web/site/${name}`), 'utf8') }));

describe('every page of the site', () => {
  it('is there in both languages', () => {
    const languages = pages.map(({ text }) => /<html lang="(\w+)"/.exec(text)?.[1]);
    assert.ok(pages.length >= 8);
    assert.equal(languages.filter((each) => each === 'en').length, pages.length / 2);
  });

  it('has the same way to its content, and the same names for what stands around it', () => {
    for (const { name, text } of pages) {
      const { skip, site, company } = WORDS[text.includes('<html lang="en"') ? 'en' : 'vi'];
      assert.ok(text.includes(`<a class="skip" href="#noi-dung">${skip}</a>`), name);
      assert.ok(text.includes('<main id="noi-dung"'), name);
      assert.ok(text.includes(`<nav aria-label="${site}">`), name);
      assert.ok(text.includes(company), name);
      assert.doesNotMatch(text, /\bthe checker\b/i, name);
    }
  });
});
