// The verify page: files from the visitor's disk go in, what the C++ finds about them is shown.
// Nothing is sent anywhere. The words of the checks are the core's, the others are the page's.
import { hashes, verify as isSignedBy } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { CoreError } from '../widget/core.ts';
import { openModule, type ModuleExports } from '../widget/module.ts';
import type { CoreFault, ReviewGroup, ReviewRow, ShownReceipt } from '../widget/types.ts';
import { tones } from '../widget/views/icons.ts';
import { signedBy, type IsSigned } from './signed.ts';

const MODULE = './precall-verify.wasm';
const POLICY = './choixanh.policy.json';
// The receiver's public keys. Without them all but the signature can be checked.
const KEYS = '/v1/keys';
// One more than the largest file that the core takes, so that it is the core who refuses it.
const BYTES_READ = 1024 * 1024 + 1;
const FILES_READ = 8;

type Holds = 'yes' | 'no' | 'open';

interface Check {
  point: string;
  holds: Holds;
  mark: string;
  text: string;
  detail?: string;
}

interface Verification {
  holds: Holds;
  heading: string;
  checks: Check[];
  note: string;
  receipt?: ShownReceipt;
  review: ReviewGroup[];
}

interface FileFault {
  file: number | null;
  text: string;
  detail: string;
}

type Reply = Verification | { fault: FileFault } | { error: CoreFault };

interface Exports extends ModuleExports {
  precall_verify(files: number, language: number): number;
}

const TONES = { yes: 'ok', no: 'no', open: 'open' } as const;

const language = document.documentElement.lang;
const input = document.querySelector<HTMLInputElement>('#tep');
const result = document.querySelector<HTMLElement>('.result');
let turn = 0;

async function fetched(file: string): Promise<Response> {
  const response = await fetch(new URL(file, document.baseURI));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}

hashes.sha512 = sha512;

/** A signature or key of another form than the standard's is not one. */
const isSigned: IsSigned = (signature, message, key) => {
  try {
    return isSignedBy(signature, message, key);
  } catch {
    return false;
  }
};

/** What helps if it is there: a list of a text, or of none. */
const textIfAny = (file: string): Promise<string[]> =>
  fetched(file).then(
    async (response) => [await response.text()],
    () => [],
  );

/** The module, the policy in force and the keys; without the latter two less can be checked. */
async function open() {
  const [module, policy, keys] = await Promise.all([
    fetched(MODULE).then(async (response) => WebAssembly.compile(await response.arrayBuffer())),
    textIfAny(POLICY),
    textIfAny(KEYS),
  ]);
  const { exports, call } = await openModule<Exports>(module, { sha256, more: signedBy(isSigned) });
  return (texts: string[]) => {
    const files = [...texts, ...policy, ...keys];
    const run = (a = 0, b = 0) => exports.precall_verify(a, b);
    return JSON.parse(call([JSON.stringify(files), language], run)) as Reply;
  };
}

const opened = open();
// Told when it is used.
opened.catch(() => undefined);

/** The text as it stands in the file: a byte order mark is part of it. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.slice(0, BYTES_READ).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function technical(detail: string | undefined) {
  if (detail === undefined) return nothing;
  return html`<details>
    <summary>${result?.dataset.technical}</summary>
    <p lang="en">${detail}</p>
  </details>`;
}

function banner(tone: 'ok' | 'no' | 'open', heading: string, text: string): TemplateResult {
  return html`<div class="outcome ${tone}">
    <span class="icon">${tones[tone]()}</span>
    <div>
      <h2 tabindex="-1">${heading}</h2>
      <p>${text}</p>
    </div>
  </div>`;
}

function check({ point, holds, mark, text, detail }: Check): TemplateResult {
  const tone = TONES[holds];
  return html`<li data-point=${point} data-holds=${holds}>
    <span class="icon ${tone}">${tones[tone]()}</span>
    <div>
      <p><strong class="mark">${mark}.</strong> ${text}</p>
      ${technical(detail)}
    </div>
  </li>`;
}

function rows(all: readonly ReviewRow[]): TemplateResult {
  return html`<dl>
    ${all.map(
      ({ id, label, value, language: own }) =>
        html`<div>
          <dt>${label}</dt>
          <dd class=${id ?? nothing} lang=${own ?? nothing}>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

const group = (heading: string | undefined, all: readonly ReviewRow[]) =>
  html`<section class="group">
    <h3>${heading}</h3>
    ${rows(all)}
  </section>`;

function receipt(shown: ShownReceipt | undefined) {
  if (shown === undefined) return nothing;
  const { code = '', code_label = '', rows: facts = [] } = shown;
  return group(result?.dataset.facts, [{ label: code_label, value: code, id: 'code' }, ...facts]);
}

function verification(found: Verification): TemplateResult {
  return html`${banner(TONES[found.holds], found.heading, found.note)}
    <ul class="checks">
      ${found.checks.map(check)}
    </ul>
    ${receipt(found.receipt)}${found.review.map(({ heading, rows: all }) => group(heading, all))}`;
}

function fault({ file, text, detail }: FileFault, names: readonly string[]): TemplateResult {
  return html`${banner('no', names[file ?? -1] ?? names.join(', '), text)}
    <div class="aside">${technical(detail)}</div>`;
}

function show(content: TemplateResult): void {
  if (result === null) return;
  render(content, result);
  result.hidden = false;
  result.removeAttribute('aria-busy');
  result.querySelector('h2')?.focus();
}

function shown(reply: Reply, names: readonly string[]): TemplateResult {
  if ('error' in reply) throw new CoreError(reply.error);
  return 'fault' in reply ? fault(reply.fault, names) : verification(reply);
}

async function verify(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const mine = ++turn;
  const names = files.map(({ name }) => name);
  result?.setAttribute('aria-busy', 'true');
  try {
    const [run, texts] = await Promise.all([opened, Promise.all(files.map(textOf))]);
    const content = shown(run(texts), names);
    if (mine === turn) show(content);
  } catch (error) {
    console.error('verify:', error);
    show(banner('no', names.join(', '), result?.dataset.failed ?? ''));
  }
}

const take = (list: FileList | null | undefined) =>
  void verify([...(list ?? [])].slice(0, FILES_READ));

input?.addEventListener('change', () => {
  take(input.files);
  // The same file may be chosen again after it was edited.
  input.value = '';
});

// Dropped anywhere, a file is verified rather than opened in place of the page.
addEventListener('dragover', (event) => {
  event.preventDefault();
});
addEventListener('drop', (event) => {
  event.preventDefault();
  take(event.dataTransfer?.files);
});
