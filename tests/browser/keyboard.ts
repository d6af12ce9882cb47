// A person without a mouse: Tab, Space, arrows and Enter, and a focus that can always be seen.
// Knows neither browser: a page of any that has keys and can be asked will do.
import assert from 'node:assert/strict';
import type { Control, Offer, Screen } from '../../web/widget/types.ts';
import type { Inspected } from './inspection.ts';
import { until } from './until.ts';

const TABS_AT_MOST = 60;
const STEPS_AT_MOST = 10;

const TYPED: Record<string, string> = {
  prior_guidance_count: '0',
  service_expiry_date: '31/12/2030',
  name: 'Nguyễn Văn Thử',
  phone: '0900 000 001',
  website: 'www.example.com',
  topic: 'Không đăng được bài viết mới',
};

export interface Keyed extends Inspected {
  keyboard: {
    press(key: string): Promise<void>;
    type(text: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
}

/** Where the focus is, and whether it can be seen there. */
export interface Focus {
  /** The control it is in, if it is in one. */
  control: string | undefined;
  kind: string;
  text: string;
  inWidget: boolean;
  shown: boolean;
}

export class Keyboard {
  private readonly page: Keyed;

  constructor(page: Keyed) {
    this.page = page;
  }

  async screen(): Promise<Screen> {
    const screen = await this.page.evaluate(
      () => document.querySelector<Element & { screen?: Screen }>('precall-checker')?.screen,
    );
    assert.ok(screen, 'the widget shows nothing yet');
    return screen;
  }

  /** From the first question to the receipt, by the first option of everything; gives the code. */
  async sendRequest(): Promise<string> {
    for (let steps = 0; steps < STEPS_AT_MOST; steps++) {
      const { step } = await this.screen();
      if (step === 'sent') break;
      await this.answerAll();
      await this.goOn();
      await until('the next step', async () => (await this.screen()).step !== step);
    }
    await until('the receipt', async () => (await this.screen()).receipt?.status === 'received');
    return (await this.screen()).receipt?.code ?? '';
  }

  async answerAll(): Promise<void> {
    const answered = new Set<string>();
    for (let next = await this.open(); next !== undefined; next = await this.open()) {
      assert.ok(!answered.has(next.id), `${next.id} takes no answer`);
      answered.add(next.id);
      await this.answer(next);
    }
  }

  async goOn(): Promise<void> {
    const { step, actions } = await this.screen();
    const primary = actions.find(({ role }) => role === 'primary');
    assert.ok(primary, `no way on from ${step}`);
    await this.press(primary);
  }

  /** A button of that name, by Enter. */
  async press({ label }: Pick<Offer, 'label'>): Promise<void> {
    await this.tabTo(label, ({ kind, text }) => kind === 'button' && text === label);
    await this.page.keyboard.press('Enter');
  }

  async key(name: string): Promise<Focus> {
    await this.page.keyboard.press(name);
    return this.focus();
  }

  async backwards(): Promise<Focus> {
    const { keyboard } = this.page;
    await keyboard.down('Shift');
    await keyboard.press('Tab');
    await keyboard.up('Shift');
    return this.focus();
  }

  /** Onward only, as far as it takes; the focus shows wherever it stops. */
  async tabTo(what: string, found: (focus: Focus) => boolean): Promise<Focus> {
    for (let tabs = 0; tabs < TABS_AT_MOST; tabs++) {
      const focus = await this.key('Tab');
      if (!found(focus)) continue;
      assert.ok(focus.shown, `the focus cannot be seen on ${what}`);
      return focus;
    }
    return assert.fail(`${TABS_AT_MOST} tabs do not lead to ${what}`);
  }

  async focus(): Promise<Focus> {
    return this.page.evaluate(() => {
      const outer = document.activeElement;
      const element = outer?.shadowRoot?.activeElement ?? outer;
      const label = element?.closest('label');
      const around = element?.closest<HTMLElement>('[data-control]');
      const places = [element, label].flatMap((place) => place ?? []);
      const type = element?.getAttribute('type') ?? '';
      return {
        control: around?.dataset.control,
        kind: ['radio', 'checkbox'].includes(type) ? type : (element?.localName ?? ''),
        text: ((label ?? element)?.textContent ?? '').replace(/\s+/g, ' ').trim(),
        inWidget: outer?.localName === 'precall-checker',
        shown: places.some((place) => getComputedStyle(place).outlineStyle !== 'none'),
      };
    });
  }

  private async open(): Promise<Control | undefined> {
    const { controls = [] } = await this.screen();
    return controls.find(({ required, value }) => required && value === '');
  }

  private async answer({ id, kind }: Control): Promise<void> {
    const choice = kind === 'radios' || kind === 'checkbox';
    const field = kind === 'radios' ? 'radio' : kind;
    await this.tabTo(id, (focus) => focus.control === id && (!choice || focus.kind === field));
    if (choice) await this.page.keyboard.press(' ');
    else await this.page.keyboard.type(TYPED[id] ?? '');
  }
}
