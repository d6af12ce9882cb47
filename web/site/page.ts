// The page's own script: loads the widget, and marks each clause beside it as the answers come.
import type {} from '../widget/element.ts';
import type { BoardItem, Screen } from '../widget/types.ts';
import { prepareForOffline } from './offline.ts';

const terms = document.querySelector<HTMLElement>('.terms');

function mark(item: HTMLElement, state: BoardItem['state'], word: string | undefined): void {
  if (item.dataset.state === state) return;
  const text = item.querySelector(':scope > p');
  text?.querySelector('.state')?.remove();
  item.dataset.state = state;
  if (word === undefined) return;
  const badge = document.createElement('span');
  badge.className = 'state';
  badge.textContent = word;
  text?.append(' ', badge);
}

function markAll({ board = [], receipt }: Screen): void {
  // On paper a receipt stands alone.
  document.body.classList.toggle('received', receipt?.status === 'received');
  const states = new Map(board.map(({ id, state }) => [id, state]));
  for (const item of terms?.querySelectorAll<HTMLElement>('li[data-clause]') ?? []) {
    const state = states.get(item.dataset.clause ?? '') ?? 'info';
    mark(item, state, terms?.dataset[state]);
  }
}

// The answer itself comes first: its frame is painted before the terms beside it follow.
addEventListener('precall:screen', ({ detail: { screen } }) => {
  requestAnimationFrame(() => setTimeout(markAll, 0, screen));
});

// The widget may have been faster than this script.
const { screen } = document.querySelector('precall-checker') ?? {};
if (screen !== undefined) markAll(screen);

prepareForOffline();
