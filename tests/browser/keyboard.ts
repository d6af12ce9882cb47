// A person without a mouse: Tab, Space, arrows and Enter, and a focus that can always be seen.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Control } from '../../web/widget/types.ts';
import type { Person } from './person.ts';

const TABS_AT_MOST = 60;

const TYPED: Record<string, string> = {
  prior_guidance_count: '0',
  service_expiry_date: '31/12/2030',
  name: 'Nguyễn Văn Thử',
  phone: '0900 000 001',
  website: 'www.example.com',
  topic: 'Không đăng được bài viết mới',
};

export class Keyboard {
  private readonly person: Person;

  constructor(person: Person) {
    this.person = person;
  }

  /** From the first question to the receipt, by the first option of everything; gives the code. */
  async sendRequest(): Promise<string> {
    for (let steps = 0; steps < 10; steps++) {
      const { step, actions } = await this.person.screen();
      if (step === 'sent') break;
      const answered = new Set<string>();
      for (let next = await this.open(); next !== undefined; next = await this.open()) {
        assert.ok(!answered.has(next.id), `${next.id} takes no answer`);
        answered.add(next.id);
        await this.answer(next);
      }
      const primary = actions.find(({ role }) => role === 'primary');
      assert.ok(primary, `no way on from ${step}`);
      await this.tabTo(this.person.button(primary));
      await this.person.page.keyboard.press('Enter');
    }
    const code = this.person.widget.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
    return (await code.textContent()) ?? '';
  }

  private async open(): Promise<Control | undefined> {
    const { controls = [] } = await this.person.screen();
    return controls.find(({ required, value }) => required && value === '');
  }

  private async answer(control: Control): Promise<void> {
    const { keyboard } = this.person.page;
    const { widget } = this.person;
    const { label, options = [] } = control;
    if (control.kind === 'radios') {
      const group = widget.getByRole('radiogroup', { name: label, exact: true });
      await this.tabTo(group.getByRole('radio', { name: options[0]?.label ?? '', exact: true }));
      await keyboard.press('Space');
    } else if (control.kind === 'checkbox') {
      await this.tabTo(widget.getByRole('checkbox', { name: label, exact: true }));
      await keyboard.press('Space');
    } else {
      await this.tabTo(this.person.textbox(control));
      await keyboard.type(TYPED[control.id] ?? '');
    }
  }

  /** Onward only, as far as it takes; the focus shows wherever it stops. */
  private async tabTo(target: Locator): Promise<void> {
    for (let tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      await this.person.page.keyboard.press('Tab');
      if (!(await target.evaluate((element) => element.matches(':focus')))) continue;
      const shown = await target.evaluate((element) => {
        const places = [element, element.closest('label') ?? element];
        return places.some((place) => getComputedStyle(place).outlineStyle !== 'none');
      });
      assert.ok(shown, `the focus cannot be seen on ${String(target)}`);
      return;
    }
    assert.fail(`${TABS_AT_MOST} tabs do not lead to ${String(target)}`);
  }
}
