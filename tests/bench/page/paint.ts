// When a frame is painted.

/** Called in an animation frame: runs `then` as soon as this frame is painted. */
export function afterPaint(then: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    then();
  };
  port2.postMessage(0);
}
