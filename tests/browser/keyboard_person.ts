// A person at the page who has only a keyboard: Tab and Shift+Tab to a control, arrows within a group,
// Space, Enter and typing. What is looked for is found by role and name; nothing is focused but by keys.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Control } from '../../web/widget/types.ts';
import { Person } from './person.ts';

const TABS_AT_MOST = 120;
const OPTIONS_AT_MOST = 20;

type Where = 'here' | 'before' | 'after';

export class KeyboardPerson extends Person {
  protected override async pressButton(name: string): Promise<void> {
    await this.tabTo(this.button({ label: name }), name);
    await this.page.keyboard.press('Enter');
  }

  protected override async choose({ label, options = [] }: Control, value: string): Promise<void> {
    const group = this.widget.getByRole('radiogroup', { name: label, exact: true });
    const name = options.find((each) => each.value === value)?.label ?? value;
    const option = group.getByRole('radio', { name, exact: true });
    await this.tabTo(group, label);
    for (let tries = 0; tries < OPTIONS_AT_MOST; tries++) {
      if ((await where(option)) === 'here') {
        if (!(await option.isChecked())) await this.page.keyboard.press(' ');
        return;
      }
      await this.page.keyboard.press('ArrowDown');
    }
    assert.fail(`no arrow leads to ${name}`);
  }

  protected override async tick({ label, value }: Control, on: boolean): Promise<void> {
    if ((value === 'true') === on) return;
    await this.tabTo(this.widget.getByRole('checkbox', { name: label, exact: true }), label);
    await this.page.keyboard.press(' ');
  }

  protected override async notSure(control: Control): Promise<void> {
    const name = control.unsure?.label ?? '';
    await this.tabTo(this.widget.getByRole('checkbox', { name, exact: true }), name);
    await this.page.keyboard.press(' ');
  }

  protected override async type(control: Control, value: string): Promise<void> {
    await this.tabTo(this.textbox(control), control.label);
    await this.write(value);
  }

  /** The shorter way round is a person's own. */
  private async tabTo(target: Locator, name: string): Promise<void> {
    for (let tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      const place = await where(target);
      if (place === 'here') return;
      await this.page.keyboard.press(place === 'before' ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`${TABS_AT_MOST} tabs do not lead to ${name}`);
  }
}

/** Where a control is as seen from the focus. */
const where = (target: Locator): Promise<Where> =>
  target.evaluate((element) => {
    const active = (element.getRootNode() as ShadowRoot).activeElement;
    if (active === null) return 'after';
    if (element === active || element.contains(active)) return 'here';
    const before = active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
    return before === 0 ? 'after' : 'before';
  });
