// Which part of a long card the canvas shows: always all that the window shows of it, and never more than
// graphics can hold.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spanOf, type Span } from '../../web/widget/canvas/scroll.ts';

const NONE: Span = { top: 0, height: 0 };

describe('the part of a card that is painted', () => {
  it('is the whole of a short one', () => {
    assert.deepEqual(spanOf(4_000, { top: 0, height: 800 }, NONE), { top: 0, height: 4_000 });
  });

  it('covers what is in sight of a long one, wherever that is and however high the window', () => {
    for (const height of [800, 4_096, 6_000, 7_680]) {
      for (let top = 0; top <= 12_000 - height; top += 500) {
        const span = spanOf(12_000, { top, height }, NONE);
        assert.ok(span.top <= top && span.top + span.height >= top + height, `${height} at ${top}`);
        assert.ok(span.top >= 0 && span.top + span.height <= 12_000);
      }
    }
  });

  it('stays while it covers that, so that most scrolling paints nothing', () => {
    const first = spanOf(12_000, { top: 5_000, height: 800 }, NONE);
    assert.equal(spanOf(12_000, { top: 5_300, height: 800 }, first), first);
    assert.notEqual(spanOf(12_000, { top: 9_000, height: 800 }, first), first);
  });
});
