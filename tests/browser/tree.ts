// What assistive technology is told of the widget: Chromium's accessibility tree as plain text, held
// against tests/browser/expected/. PRECALL_UPDATE=1 writes that folder anew.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { at } from '../paths.ts';

const FOLDER = at('tests/browser/expected/');
const updating = process.env.PRECALL_UPDATE === '1';

interface Held {
  value?: unknown;
}

interface Node {
  nodeId: string;
  backendDOMNodeId?: number;
  ignored: boolean;
  role?: Held;
  name?: Held;
  description?: Held;
  value?: Held;
  properties?: { name: string; value: Held }[];
  childIds?: string[];
}

// Boxes and lines of text: nobody is told of them.
const SILENT = new Set(['none', 'generic', 'InlineTextBox', 'LabelText', 'Legend', 'LineBreak']);
const STATES = ['level', 'checked', 'expanded', 'required', 'focused', 'disabled', 'live', 'busy'];

const text = (held: Held | undefined) =>
  typeof held?.value === 'string' || typeof held?.value === 'number' ? String(held.value) : '';

/** Where a link leads, without what differs from run to run. */
function target(address: string): string {
  if (address.startsWith('data:')) return address.replace(/[;,].*/s, '');
  return address.replace(/^http:\/\/127\.0\.0\.1:\d+\//, '/');
}

function states({ properties = [] }: Node): string[] {
  const held = new Map(properties.map(({ name, value }) => [name, value.value]));
  const told = STATES.filter((name) => held.has(name)).map((name) => {
    const value = String(held.get(name));
    return value === 'true' ? name : `${name}=${value}`;
  });
  if (held.get('invalid') === 'true') told.push('invalid');
  const url = held.get('url');
  return typeof url === 'string' ? [...told, `→ ${target(url)}`] : told;
}

function line(node: Node): string {
  const role = text(node.role);
  const name = text(node.name).replace(/\s+/g, ' ');
  if (role === 'StaticText') return name.trim();
  const told = [role, name === '' ? '' : `"${name}"`, ...states(node)];
  if (text(node.value) !== '') told.push(`= ${text(node.value)}`);
  if (text(node.description) !== '') told.push(`(${text(node.description)})`);
  return told.filter(Boolean).join(' ');
}

function print(node: Node, nodes: Map<string, Node>, above: Node, depth: number): string[] {
  const role = text(node.role);
  const told = line(node);
  const named = role === 'StaticText' && text(above.name).includes(told);
  const silent = node.ignored || SILENT.has(role) || named;
  const inside = (node.childIds ?? []).flatMap((id) => {
    const child = nodes.get(id);
    return child ? print(child, nodes, silent ? above : node, silent ? depth : depth + 1) : [];
  });
  return silent || told === '' ? inside : [`${'  '.repeat(depth)}${told}`, ...inside];
}

async function backendId(session: CDPSession): Promise<number> {
  const expression = `document.querySelector('precall-checker').shadowRoot.querySelector('[part=card]')`;
  const { result } = await session.send('Runtime.evaluate', { expression });
  const { node } = await session.send('DOM.describeNode', { objectId: result.objectId ?? '' });
  return node.backendNodeId;
}

/** Until the line about the draft says what has become of it, and what saves files has come: both are a
 *  moment later. */
export const draftIsWritten = () => {
  const { keeping } = document.querySelector('precall-checker') as unknown as {
    keeping: {
      drafts: { pending?: unknown; stored: boolean; state: string };
      desk?: { late?: unknown };
    };
  };
  const { pending, stored, state } = keeping.drafts;
  const hasButtons = keeping.desk === undefined || keeping.desk.late !== undefined;
  return pending === undefined && stored === (state !== 'none') && hasButtons;
};

/** The widget's tree, a line a node; the code, the digest and the moment of a receipt are
 * masked. */
async function treeOf(page: Page): Promise<string> {
  await page.waitForFunction(draftIsWritten);
  const session = await page.context().newCDPSession(page);
  const card = await backendId(session);
  const full = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
  await session.detach();
  const nodes = new Map(full.nodes.map((node) => [node.nodeId, node]));
  const root = full.nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === card);
  assert.ok(root, 'the card is not in the accessibility tree');
  const lines = print(root, nodes, root, 0);
  // A label's words follow the control that is already named by them.
  const told = lines.filter((each, at) => lines[at - 1]?.includes(`"${each.trim()}"`) !== true);
  return `${told.join('\n')}\n`
    .replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b/g, 'CODE')
    .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
    .replace(/\b\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}\b/g, 'TIME');
}

const fileOf = (name: string) => `${FOLDER}${name}.txt`;

/** As in expected/, or a failure with both, which the runner shows as a difference. */
export async function assertTree(page: Page, name: string): Promise<void> {
  const actual = await treeOf(page);
  if (updating) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(fileOf(name), actual);
    return;
  }
  const expected = readFileSync(fileOf(name), 'utf8');
  const advice = `${name}: look at it, and if it is right run again with PRECALL_UPDATE=1`;
  assert.equal(actual, expected, `${advice}\n${difference(actual, expected)}`);
}

/** The lines that only one of the two has. */
function difference(actual: string, expected: string): string {
  const [now, before] = [actual.split('\n'), expected.split('\n')];
  return [
    ...before.filter((each) => !now.includes(each)).map((each) => `- ${each}`),
    ...now.filter((each) => !before.includes(each)).map((each) => `+ ${each}`),
  ].join('\n');
}

/** Nothing is expected of a screen that no longer is. */
export function assertNoneLeft(language: string, seen: readonly string[]): void {
  const kept = readdirSync(FOLDER).filter((file) => file.startsWith(`${language}-`));
  assert.deepEqual(kept.sort(), seen.map((name) => `${name}.txt`).sort());
}
