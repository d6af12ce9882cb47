// For pages that carry the widget in an iframe and allow a script: makes the iframe as high as what
// it shows. Listens to nothing but iframes of this page that come from where this script does.
import type { FrameMessage } from './frame.message.ts';

/** Higher than any step on the narrowest phone; what claims more is not believed. */
const HEIGHT_MAX = 20_000;

const { origin } = new URL(import.meta.url);

// An iframe's `src` is a whole address, or nothing that could be ours.
const frames = () =>
  [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${origin}/`));

function isHeight(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= HEIGHT_MAX;
}

addEventListener('message', (event: MessageEvent<Partial<FrameMessage> | null>) => {
  if (event.origin !== origin) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === event.source);
  const { data } = event;
  if (frame === undefined || typeof data !== 'object' || data === null) return;
  if (data.precall === 'height' && isHeight(data.height)) frame.height = String(data.height);
  // The top of the new step, if the visitor had scrolled past it.
  if (data.precall === 'step' && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
});

// A frame that was faster than this script tells its height once more.
const ask: FrameMessage = { precall: 'ask' };
for (const { contentWindow } of frames()) contentWindow?.postMessage(ask, '*');
