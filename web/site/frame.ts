// The page for an iframe: shows the widget as its address says, and tells its height to the page
// around it. Shows and sends to nothing that lies on another server than this page.
import type {} from '../widget/element.ts';
import type { FrameMessage } from './frame.message.ts';

const SCHEMES: Record<string, string> = { dark: 'dark', auto: 'light dark' };

const parameters = new URLSearchParams(location.search);
const widget = document.querySelector('precall-checker');
const { documentElement: root } = document;

/** Anybody can make a link with other addresses in it, and this page would vouch for them. */
function address(name: string, usual: string): string {
  const asked = parameters.get(name) ?? usual;
  const url = new URL(asked, location.href);
  if (url.origin === location.origin) return url.href;
  throw new Error(`precall frame: "${name}" has to lie on ${location.origin}, not at ${asked}`);
}

/** Custom properties of the widget, as far as they are colours and lengths and fetch nothing. */
function paint(): void {
  for (const [name, value] of parameters) {
    // A browser supports whatever has var() in it, since it cannot know yet what that will be.
    const isLater = /\b(var|env|url|attr)\(/i.test(value);
    const isPlain = CSS.supports('color', value) || CSS.supports('border-radius', value);
    if (name.startsWith('--precall-') && isPlain && !isLater) root.style.setProperty(name, value);
  }
  root.style.colorScheme = SCHEMES[parameters.get('scheme') ?? ''] ?? 'light';
}

function tell(message: FrameMessage): void {
  // Whoever embeds the page may know it: a height and the turn of a step are no secret.
  if (parent !== window) parent.postMessage(message, '*');
}

function tellHeight(): void {
  tell({ precall: 'height', height: Math.ceil(root.getBoundingClientRect().height) });
}

new ResizeObserver(tellHeight).observe(root);

addEventListener('message', ({ source, data }: MessageEvent<Partial<FrameMessage> | null>) => {
  if (source === parent && data?.precall === 'ask') tellHeight();
});

let step: string | undefined;
addEventListener('precall:screen', ({ detail: { screen } }) => {
  root.lang = screen.language;
  const next = `${screen.flow}/${screen.step}`;
  if (step !== undefined && step !== next) tell({ precall: 'step' });
  step = next;
});

paint();
if (widget !== null) {
  widget.lang = parameters.get('lang') ?? 'vi';
  widget.endpoint = address('endpoint', '/v1/submissions');
  widget.policy = address('policy', './choixanh.policy.json');
}
