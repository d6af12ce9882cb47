// A person at the page: reads labels, clicks them, types, presses keys. Knows the widget by what is
// on it and by its public `screen`, never by its class names. Other ways of being there override how
// controls are found and used.
import type { Locator, Page } from 'playwright-core';
import type { Action, Control, Screen, ScreenAction } from '../../web/widget/types.ts';

/** What <precall-checker> says of itself. */
type Checker = HTMLElement & { screen?: Screen; perform(action: Action): void };

const TYPED_AT_MOST = 80;

export class Person {
  readonly page: Page;
  readonly widget: Locator;

  /** The widget may stand in an iframe, or be one of several. */
  constructor(page: Page, widget = page.locator('precall-checker')) {
    this.page = page;
    this.widget = widget;
  }

  async screen(): Promise<Screen> {
    const screen = await this.widget.evaluate((element: Checker) => element.screen);
    if (screen === undefined) throw new Error('the widget shows nothing yet');
    return screen;
  }

  /** Does by hand what the action says, as far as a person can do it. */
  async perform(action: Action): Promise<void> {
    switch (action.do) {
      case 'input':
        return this.answer(action.id, action.value);
      case 'go':
        return this.change(action);
      case 'receipt':
        return this.widget.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/).waitFor();
      case 'delivery':
        return; // happens by itself
      default:
        return this.pressFor(action);
    }
  }

  /** Does what a transcript says until the check is at that step. */
  async arriveAt(step: string, actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if ((await this.screen()).step === step) return;
      await this.perform(action);
    }
  }

  async chooseLanguage(language: string): Promise<void> {
    const { languages } = await this.screen();
    const chosen = languages.find(({ id, current }) => id === language && !current);
    if (chosen !== undefined) await this.pressButton(chosen.label);
  }

  async answer(id: string, value: string): Promise<void> {
    const { controls = [] } = await this.screen();
    const control = controls.find((each) => each.id === id);
    if (control === undefined) throw new Error(`nothing here is called ${id}`);
    if (control.kind === 'radios') await this.choose(control, value);
    else if (control.kind === 'checkbox') await this.tick(control, value === 'true');
    else if (value === 'unknown') await this.notSure(control);
    else await this.type(control, value);
  }

  textbox({ label, optional_note }: Control): Locator {
    const name = optional_note === undefined ? label : `${label} ${optional_note}`;
    return this.widget.getByRole('textbox', { name, exact: true });
  }

  button({ label }: Pick<ScreenAction, 'label'>): Locator {
    return this.widget.getByRole('button', { name: label, exact: true });
  }

  protected async pressButton(name: string): Promise<void> {
    await this.button({ label: name }).click();
  }

  protected async choose({ label, options = [] }: Control, value: string): Promise<void> {
    const option = options.find((each) => each.value === value);
    const group = this.widget.getByRole('radiogroup', { name: label, exact: true });
    await group.getByText(option?.label ?? value, { exact: true }).click();
  }

  protected async tick({ label, value }: Control, on: boolean): Promise<void> {
    if ((value === 'true') === on) return;
    await this.widget.locator('label').getByText(label, { exact: true }).click();
  }

  protected async notSure({ unsure }: Control): Promise<void> {
    const name = unsure?.label ?? '';
    await this.widget.getByRole('checkbox', { name, exact: true }).click();
  }

  protected async type(control: Control, value: string): Promise<void> {
    await this.textbox(control).click();
    await this.write(value);
  }

  /** Into the field that has the focus, in place of what stands there. */
  protected async write(value: string): Promise<void> {
    const { keyboard } = this.page;
    await keyboard.press('Control+A');
    await keyboard.press('Delete');
    if (value.length > TYPED_AT_MOST) await keyboard.insertText(value);
    else await keyboard.type(value);
  }

  private async pressFor(action: Action): Promise<void> {
    const { actions } = await this.screen();
    const asks = (each: Action) =>
      each.do === action.do &&
      (each.do !== 'start' || action.do !== 'start' || each.flow === action.flow);
    const offered = actions.find((each) => asks(each.action));
    if (offered === undefined) throw new Error(`there is no way to ${action.do}`);
    await this.pressButton(offered.label);
  }

  /** By the button beside a row, whose name is its own words and the row's. */
  private async change(action: Action & { do: 'go' }): Promise<void> {
    const { review = [], verdict } = await this.screen();
    const row = review.flatMap(({ rows }) => rows).find((each) => each.id === action.focus);
    const points = [...(verdict?.plan?.steps ?? []), ...(verdict?.unknown ?? [])];
    const open = points.find(({ question }) => question === action.focus);
    if (row?.change !== undefined) return this.pressButton(`${row.change.label} ${row.label}`);
    if (open !== undefined) return this.pressButton(`${open.change.label} ${open.text}`);
    // No button leads there from here; a page may all the same, by its script.
    await this.widget.evaluate((element, wanted) => {
      (element as Checker).perform(wanted);
    }, action);
  }
}
