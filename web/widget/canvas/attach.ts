// The way in to the canvas face, which the element loads only when it is asked for.
import type { LitElement } from 'lit';
import type { Conversation } from '../conversation.ts';
import type { Engine } from '../core.ts';
import { CanvasFace, type Painted } from './canvas_face.ts';
import { Client } from './client.ts';
import { loadTypefaces } from './typefaces.ts';

/** As the painter asks for it: the first to ask decides. */
const CONTEXT = { alpha: false, depth: false, stencil: false, antialias: false };

const attached = new WeakSet<LitElement>();

declare global {
  interface HTMLCanvasElement {
    /** What paints it, for tests and for who looks into a page. */
    precallClient?: Client;
  }
}

/** The same conversation goes on over another engine, which asks the same digest. */
function move(conversation: Conversation, { core }: Engine): void {
  conversation.policy = core.load(conversation.policyText);
  conversation.core = core;
}

/**
 * Has a card painted. Gives the engine to converse with; nothing where there is nothing to paint on,
 * and where a part of it does not arrive, which is said to the page's author.
 */
export async function attach(host: LitElement & Painted): Promise<Engine | undefined> {
  if (attached.has(host)) return undefined;
  const canvas = document.createElement('canvas');
  // A browser may have no WebGL 2, or have it switched off: no reason to load what needs it.
  if (canvas.getContext('webgl2', CONTEXT) === null) return undefined;
  attached.add(host);
  try {
    const [client, faces] = await Promise.all([
      Client.load(host.conversation?.digest),
      loadTypefaces(),
    ]);
    if (host.conversation !== undefined) move(host.conversation, client.engine);
    canvas.precallClient = client;
    host.addController(new CanvasFace(host, canvas, { client, faces }));
    return client.engine;
  } catch (error) {
    console.error('precall-checker:', error);
    attached.delete(host);
    return undefined;
  }
}
