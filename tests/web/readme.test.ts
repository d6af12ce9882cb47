// What README says of <precall-checker> is what a page may rely on: no more, no less, in that order.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { attributes, events, parts, properties } from '../../web/plugins/package.reference.ts';
import { at } from '../paths.ts';

const readme = readFileSync(at('README.md'), 'utf8');
const names = (entries: { name: string }[]) => entries.map(({ name }) => name);

/** The text between two others, each of which has to be there. */
function between(start: string, end: string): string {
  const [, rest = ''] = readme.split(start);
  assert.ok(rest.includes(end), `README has no ${start} … ${end}`);
  return rest.split(end)[0] ?? '';
}

test('README lists every part', () => {
  const told = between('Parts for `::part()`: `', '`');
  assert.deepEqual(told.split(/\s+/), names(parts));
});

test('README lists every custom property', () => {
  const told = [...between('these custom properties', 'Parts for').matchAll(/`(-[\w-]+)`/g)];
  const short = told.map(([, name = '']) => name.replace(/^--precall/, ''));
  assert.equal(short.pop(), '-bg');
  const paired = ['-ok', '-warn', '-no', '-open'];
  assert.deepEqual(
    short.flatMap((name) => (paired.includes(name) ? [name, `${name}-bg`] : [name])),
    names(properties).map((name) => name.replace('--precall', '')),
  );
});

test('README lists every event', () => {
  const told = between('The element fires ', '. ').match(/precall:\w+/g);
  assert.deepEqual(told, names(events));
});

test('README has a row for every attribute', () => {
  const rows = between('| attribute ', '\n\n').matchAll(/^\| `(\w+)`/gm);
  assert.deepEqual(
    [...rows].map(([, name]) => name),
    names(attributes),
  );
});
