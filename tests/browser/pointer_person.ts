// A person at the page with a mouse and no other help: moves to the middle of what is seen and presses
// the button there. Whatever lies on top gets the click.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Control } from '../../web/widget/types.ts';
import { Person } from './person.ts';

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
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(value);
  }

  private async press(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    assert.ok(box, 'what has no place cannot be pointed at');
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
}
