// The way in to the canvas face, which the element loads only when it is asked for.
import { supportsAdoptingStyleSheets, type LitElement } from 'lit';
import type { Engine } from '../core.ts';
import { CanvasFace, type Painted } from './canvas_face.ts';
import { Client } from './client.ts';
import { loadTypefaces } from './typefaces.ts';

/** As the painter asks for it: the first to ask decides. */
const CONTEXT = { alpha: false, depth: false, stencil: false, antialias: false };

const attached = new WeakMap<LitElement, Promise<Engine | undefined>>();

declare global {
  interface HTMLCanvasElement {
    /** What paints it, for tests and for who looks into a page. */
    precallClient?: Client;
  }
}

/**
 * Has a card painted. Gives the engine to converse with; nothing where there is nothing to paint on,
 * and where a part of it does not arrive or does not work, which is said to the page's author.
 */
export function attach(host: LitElement & Painted): Promise<Engine | undefined> {
  let engine = attached.get(host);
  if (engine === undefined) {
    engine = load(host);
    attached.set(host, engine);
  }
  return engine;
}

async function load(host: LitElement & Painted): Promise<Engine | undefined> {
  // What lies over the picture is placed by a sheet that comes and goes.
  if (!supportsAdoptingStyleSheets || !('WebGL2RenderingContext' in globalThis)) return undefined;
  // All of it is on its way while the context is made, which keeps this thread for a while.
  const parts = Promise.all([Client.load(), loadTypefaces()]);
  parts.catch(() => undefined); // heard of below, unless nobody needs it
  const canvas = document.createElement('canvas');
  if (canvas.getContext('webgl2', CONTEXT) === null) return undefined;
  try {
    const [client, typefaces] = await parts;
    canvas.precallClient = client;
    host.addController(new CanvasFace(host, canvas, { client, typefaces }));
    return client.engine;
  } catch (error) {
    console.error('precall-checker:', error);
    attached.delete(host); // may be tried again
    return undefined;
  }
}
