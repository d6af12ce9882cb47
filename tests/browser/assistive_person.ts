// A person who knows the page by its accessibility tree alone, as a screen reader does: finds nodes by
// role and name, gives them the focus, sets off their default action, and types.
import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import type { Control, Screen } from '../../web/widget/types.ts';
import { Person } from './person.ts';
import { wordsOf } from './words.ts';

interface Node {
  nodeId: string;
  ignored: boolean;
  backendDOMNodeId?: number;
  role?: { value?: unknown };
  name?: { value?: unknown };
  childIds?: string[];
}

const tidy = (text: unknown) => (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '');

export class AssistivePerson extends Person {
  private session: CDPSession | undefined;

  /** Every word of a screen is told, but for the clauses that are folded away. */
  async assertTold(screen: Screen): Promise<void> {
    const told = new Set(
      (await this.tree()).flatMap(({ ignored, name }) => (ignored ? [] : tidy(name?.value))),
    );
    const controls = screen.controls?.map((control) =>
      control.clauses_open === true ? control : withoutTexts(control),
    );
    const words = wordsOf(controls === undefined ? screen : { ...screen, controls });
    assert.deepEqual(
      words.filter((word) => !told.has(word)),
      [],
      'not in the accessibility tree',
    );
  }

  protected override async pressButton(name: string): Promise<void> {
    await this.act(await this.find('button', name));
  }

  protected override async choose({ label, options = [] }: Control, value: string): Promise<void> {
    const name = options.find((each) => each.value === value)?.label ?? value;
    await this.act(await this.find('radio', name, await this.find('radiogroup', label)));
  }

  protected override async tick({ label, value }: Control, on: boolean): Promise<void> {
    if ((value === 'true') !== on) await this.act(await this.find('checkbox', label));
  }

  protected override async notSure(control: Control): Promise<void> {
    await this.act(await this.find('checkbox', control.unsure?.label ?? ''));
  }

  protected override async type(control: Control, value: string): Promise<void> {
    const { label, optional_note } = control;
    const name = optional_note === undefined ? label : `${label} ${optional_note}`;
    const { backendDOMNodeId: backendNodeId = 0 } = await this.find('textbox', name);
    const session = await this.connect();
    await session.send('DOM.focus', { backendNodeId });
    await this.write(value);
  }

  private async connect(): Promise<CDPSession> {
    this.session ??= await this.page.context().newCDPSession(this.page);
    return this.session;
  }

  private async tree(): Promise<Node[]> {
    const session = await this.connect();
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
    return nodes;
  }

  /** The only node of that role and name, in the whole page or within another one. */
  private async find(role: string, name: string, within?: Node): Promise<Node> {
    const nodes = await this.tree();
    const inside = within === undefined ? nodes : descendants(within, nodes);
    const found = inside.filter(
      (node) =>
        !node.ignored && tidy(node.role?.value) === role && tidy(node.name?.value) === tidy(name),
    );
    const [node] = found;
    assert.ok(node !== undefined && found.length === 1, `${found.length} × ${role} "${name}"`);
    return node;
  }

  /** The default action, as assistive technology asks for it. */
  private async act({ backendDOMNodeId: backendNodeId = 0 }: Node): Promise<void> {
    const session = await this.connect();
    const { object } = await session.send('DOM.resolveNode', { backendNodeId });
    await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: 'function () { this.focus(); this.click(); }',
    });
  }
}

const withoutTexts = (control: Control): Control => ({
  ...control,
  clauses: (control.clauses ?? []).map((clause) => ({ ...clause, text: '' })),
});

function descendants(node: Node, all: readonly Node[]): Node[] {
  const byId = new Map(all.map((each) => [each.nodeId, each]));
  const fresh = all.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendDOMNodeId);
  return (fresh?.childIds ?? []).flatMap((id) => {
    const child = byId.get(id);
    return child === undefined ? [] : [child, ...descendants(child, all)];
  });
}
