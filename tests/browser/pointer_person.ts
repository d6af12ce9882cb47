// A person at the page with a mouse and no other help: turns the wheel until a control is in sight, moves
// to its middle and presses the button there. Whatever lies on top would get the click.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Control } from '../../web/widget/types.ts';
import { Person } from './person.ts';
import { until } from './until.ts';

const TURNS_AT_MOST = 5;

interface Spot {
  x: number;
  y: number;
  /** How far the page has to scroll for it. */
  beyond: number;
  /** Nothing else lies over it. */
  onTop: boolean;
}

export class PointerPerson extends Person {
  protected override async pressButton(name: string): Promise<void> {
    await this.press(this.button({ label: name }));
  }

  protected override async choose({ label, options = [] }: Control, value: string): Promise<void> {
    const group = this.widget.getByRole('radiogroup', { name: label, exact: true });
    const name = options.find((each) => each.value === value)?.label ?? value;
    await this.press(group.getByRole('radio', { name, exact: true }));
  }

  protected override async tick({ label, value }: Control, on: boolean): Promise<void> {
    if ((value === 'true') === on) return;
    await this.press(this.widget.getByRole('checkbox', { name: label, exact: true }));
  }

  protected override async notSure(control: Control): Promise<void> {
    const name = control.unsure?.label ?? '';
    await this.press(this.widget.getByRole('checkbox', { name, exact: true }));
  }

  protected override async type(control: Control, value: string): Promise<void> {
    await this.press(this.textbox(control));
    await this.write(value);
  }

  private async press(target: Locator): Promise<void> {
    const { x, y, onTop } = await this.bringIntoSight(target);
    assert.ok(onTop, `something lies over ${String(target)}`);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  /** By the wheel, as far as it takes. */
  private async bringIntoSight(target: Locator): Promise<Spot> {
    let spot = await atRest(target);
    for (let turns = 0; spot.beyond !== 0; turns++) {
      assert.ok(turns < TURNS_AT_MOST, `no wheel brings ${String(target)} into sight`);
      await this.page.mouse.wheel(0, spot.beyond);
      const { y } = spot;
      await until('the page scrolls', async () => (await atRest(target)).y !== y);
      spot = await atRest(target);
    }
    return spot;
  }
}

/** Where a control's middle is once it has stopped moving, and whether it is there to be hit. */
const atRest = (target: Locator): Promise<Spot> =>
  target.evaluate(async (element) => {
    let before = NaN;
    let box = element.getBoundingClientRect();
    while (box.top !== before) {
      before = box.top;
      await new Promise(requestAnimationFrame);
      box = element.getBoundingClientRect();
    }
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    const hit = (element.getRootNode() as ShadowRoot).elementFromPoint(x, y);
    const inSight = y > 0 && y < innerHeight;
    return {
      x,
      y,
      beyond: inSight ? 0 : Math.round(y - innerHeight / 2),
      onTop: element === hit || element.contains(hit),
    };
  });
