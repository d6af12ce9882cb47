// The WebGL context of a canvas: it may be lost and come back, and is given back while the card is out
// of the page. A browser has few of them, and takes the oldest away when there is one too many.

export class Context {
  /** Whether something can be painted. */
  there = true;
  private readonly canvas: HTMLCanvasElement;
  private given: WEBGL_lose_context | undefined;
  private wanted = true;

  constructor(canvas: HTMLCanvasElement, changed: () => void) {
    this.canvas = canvas;
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // or it never comes back
      this.there = false;
      changed();
      setTimeout(this.take);
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.there = true;
      changed();
    });
  }

  giveBack(): void {
    this.wanted = false;
    if (!this.there) return;
    this.given = this.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? undefined;
    this.given?.loseContext();
  }

  want(): void {
    this.wanted = true;
    // It can be asked for again only once all have heard that it is lost.
    setTimeout(this.take);
  }

  /** What was lost otherwise the browser brings back by itself. */
  private readonly take = () => {
    if (this.there || !this.wanted) return;
    this.given?.restoreContext();
    this.given = undefined;
  };
}
