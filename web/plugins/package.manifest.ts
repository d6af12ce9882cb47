// The custom-elements manifest (schema 1.0.0) of the npm package: what editors and other tools
// know of <precall-checker>.
import { attributes, events, parts, properties, type Attribute } from './package.reference.ts';

const MODULE = 'precall-checker.js';
const NAME = 'PrecallChecker';
const TAG = 'precall-checker';

/** The value that the style sheet falls back to; the last one counts, in light and dark. */
function usualOf(tokens: string, property: string): string {
  const uses = [...tokens.matchAll(new RegExp(`var\\(${property}, (.+)\\);`, 'g'))];
  const usual = uses.at(-1)?.[1];
  if (usual === undefined) throw new Error(`tokens.css has no ${property}, which is documented`);
  return usual;
}

/** As JavaScript writes it. */
const valueOf = ({ type, default: usual }: Attribute) =>
  type === 'boolean' ? usual : `'${usual}'`;

/** `tokens` is the text of the style sheet with the custom properties. */
function declaration(tokens: string): object {
  return {
    kind: 'class',
    name: NAME,
    tagName: TAG,
    customElement: true,
    superclass: { name: 'HTMLElement' },
    description: 'Shows before a call whether staff can support a customer, and sends a request.',
    attributes: attributes.map((entry) => ({
      name: entry.name,
      fieldName: entry.name,
      type: { text: entry.type },
      default: valueOf(entry),
      description: entry.en,
    })),
    members: [
      ...attributes.map((entry) => ({
        kind: 'field',
        name: entry.name,
        type: { text: entry.type },
        default: valueOf(entry),
        attribute: entry.name,
        description: entry.en,
      })),
      {
        kind: 'field',
        name: 'screen',
        type: { text: 'Screen | undefined' },
        readonly: true,
        description: 'What is shown now.',
      },
    ],
    events: events.map(({ name, type, en }) => ({ name, type: { text: type }, description: en })),
    slots: [{ name: '', description: 'Stands in the place of the check until it is there.' }],
    cssProperties: properties.map(({ name, en }) => ({
      name,
      default: usualOf(tokens, name),
      description: en,
    })),
    cssParts: parts.map(({ name, en }) => ({ name, description: en })),
  };
}

export function elementManifest(tokens: string): object {
  const reference = { name: NAME, module: MODULE };
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: MODULE,
        declarations: [declaration(tokens)],
        exports: [
          { kind: 'js', name: NAME, declaration: reference },
          { kind: 'custom-element-definition', name: TAG, declaration: reference },
        ],
      },
    ],
  };
}
