// What the keyboard alone has to reach in every browser: every kind of control, the way out of an
// error, and the way out of the widget.
import assert from 'node:assert/strict';
import { Keyboard, type Keyed } from './keyboard.ts';

const MOST_STOPS = 60;

/** Through language, quick check, an error and its link, and a clause. */
export async function lookAround(page: Keyed): Promise<void> {
  const keyboard = new Keyboard(page);
  const { languages } = await keyboard.screen();
  const other = languages.find(({ current }) => !current);
  assert.ok(other);
  await keyboard.press(other);
  assert.equal((await keyboard.screen()).language, other.id);

  const quick = (await keyboard.screen()).actions.find(({ action }) => action.do === 'start');
  assert.ok(quick);
  await keyboard.press(quick);
  const asked = await keyboard.screen();
  assert.equal(asked.step, 'quick');

  await keyboard.goOn();
  const { errors, controls = [] } = await keyboard.screen();
  assert.ok(errors, 'an unanswered question is no error');
  const [error] = errors.items;
  assert.ok((await keyboard.focus()).text.startsWith(errors.heading));
  assert.equal((await keyboard.key('Tab')).text, error?.text);
  const led = await keyboard.key('Enter');
  assert.equal(led.control, error?.id);

  await keyboard.key('ArrowDown');
  await keyboard.key('ArrowUp');
  const [control] = controls;
  const held = (await keyboard.screen()).controls?.[0]?.value;
  assert.equal(held, control?.options?.[0]?.value, 'arrows do not choose');
  assert.equal((await keyboard.screen()).errors, undefined);

  await keyboard.tabTo('the clause', ({ kind }) => kind === 'summary');
  const open = () =>
    page.evaluate(
      () =>
        document.querySelector('precall-checker')?.shadowRoot?.querySelector('details')?.open ===
        true,
    );
  const before = await open();
  await keyboard.key('Enter');
  assert.equal(await open(), !before);
  await keyboard.goOn();
  assert.notEqual((await keyboard.screen()).controls?.[0]?.id, control?.id);
}

/** Into the widget and out at the other end, both ways. */
export async function passThrough(page: Keyed): Promise<void> {
  const keyboard = new Keyboard(page);
  for (const step of [() => keyboard.key('Tab'), () => keyboard.backwards()]) {
    let stops = 0;
    let { inWidget } = await step();
    while (!inWidget && stops++ < MOST_STOPS) ({ inWidget } = await step());
    assert.ok(inWidget, 'the focus never gets into the widget');
    const before = stops;
    while (inWidget && stops++ < before + MOST_STOPS) ({ inWidget } = await step());
    assert.ok(!inWidget, 'the focus never leaves the widget');
    assert.ok(stops - before > 5, 'the focus passes by what can be used');
  }
}
