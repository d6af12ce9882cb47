// The page that makes the lines to copy: reads what is chosen, writes the lines, and shows the
// widget as they would. Its words stand in the page.
import type {} from '../widget/element.ts';
import { version } from '../package.json';
import './frame.parent.ts';
import { css, frameAddress, html, isReachable } from './embed.snippet.ts';
import type { Choice, Source, Way } from './embed.snippet.ts';

const $ = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`embed page: nothing here is ${selector}`);
  return found;
};

const form = $('form') as HTMLFormElement;
const preview = $('#preview');
const widget = $('#preview precall-checker');
const frame = document.createElement('iframe');

const here = new URL('./', location.href);

async function readDigests(files: URL): Promise<Record<string, string>> {
  const response = await fetch(new URL('integrity.json', files));
  if (!response.ok) throw new Error(`embed page: ${response.url} answered ${response.status}`);
  return (await response.json()) as Record<string, string>;
}

const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | RadioNodeList;

/** What differs from how the page came. */
function theme(): Record<string, string> {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('[name^="--precall-"]')];
  const changed = inputs.filter(({ value, defaultValue }) => value !== defaultValue);
  return Object.fromEntries(
    changed.map(({ name, value, type }) => [name, type === 'number' ? `${value || 0}px` : value]),
  );
}

function choice(): Choice {
  const lang = field('lang').value;
  const words = $(`#words [lang="${lang}"]`);
  return {
    way: field('way').value as Way,
    lang,
    policy: field('policy').value.trim(),
    endpoint: field('endpoint').value.trim(),
    theme: theme(),
    fallback: words.dataset.fallback ?? '',
    title: words.dataset.title ?? '',
  };
}

function setText(selector: string, text: string): void {
  $(selector).textContent = text;
}

/** Says beside an address that it cannot be used; true if all can. */
function check(chosen: Choice, source: Source): boolean {
  const wrong = (['policy', 'endpoint'] as const).filter((name) => {
    const isWrong = !isReachable(chosen[name], chosen, source);
    form.querySelector(`[name="${name}"]`)?.setAttribute('aria-invalid', String(isWrong));
    $(`#${name}-error`).hidden = !isWrong;
    return isWrong;
  });
  return wrong.length === 0;
}

function writeLines(chosen: Choice, source: Source): void {
  const styles = css(chosen);
  setText('#html', html(chosen, source));
  setText('#css', styles);
  $('#css-box').hidden = styles === '';
  for (const note of document.querySelectorAll<HTMLElement>('[data-way]')) {
    note.hidden = !(note.dataset.way ?? '').split(' ').includes(chosen.way);
  }
}

function show(chosen: Choice, source: Source): void {
  const { way, lang, policy, endpoint } = chosen;
  if (way === 'iframe') {
    const { href } = frameAddress(chosen, source);
    if (frame.src !== href) frame.src = href;
    frame.title = chosen.title;
    if (!frame.isConnected) preview.replaceChildren(frame);
    return;
  }
  const settings = { policy, endpoint, lang, mode: way === 'popup' ? 'popup' : 'inline' };
  for (const [name, value] of Object.entries(settings)) {
    if (widget.getAttribute(name) !== value) widget.setAttribute(name, value);
  }
  if (!widget.isConnected) preview.replaceChildren(widget);
}

function paint(colours: Record<string, string>): void {
  for (const { name } of form.querySelectorAll<HTMLInputElement>('[name^="--precall-"]')) {
    widget.style.setProperty(name, colours[name] ?? null);
  }
}

/** On plain-http pages there is no clipboard, but what is selected can be copied. */
async function copy(code: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(code);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way there
    return document.execCommand('copy');
  }
}

function offerCopies(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
    button.addEventListener('click', () => {
      void copy($(button.dataset.copies ?? '')).then((isDone) => {
        setText('#copied', (isDone ? button.dataset.done : button.dataset.failed) ?? '');
      });
    });
  }
}

async function start(): Promise<void> {
  const files = new URL(`v${version}/`, here);
  const source = { files, frame: new URL('frame.html', here), digests: await readDigests(files) };
  field('policy').value = new URL('choixanh.policy.json', here).href;
  field('endpoint').value = new URL('/v1/submissions', here).href;
  const update = (isWhole: boolean) => {
    const chosen = choice();
    setText('#copied', '');
    if (!check(chosen, source)) return;
    writeLines(chosen, source);
    paint(chosen.theme);
    // Half an address is not worth a request.
    if (isWhole) show(chosen, source);
  };
  form.addEventListener('input', () => {
    update(false);
  });
  form.addEventListener('change', () => {
    update(true);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  $('#original').addEventListener('click', () => {
    for (const input of form.querySelectorAll<HTMLInputElement>('[name^="--precall-"]')) {
      input.value = input.defaultValue;
    }
    update(true);
  });
  offerCopies();
  update(true);
}

void start();
