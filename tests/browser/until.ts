// Waits until something holds, as long as a slow machine may take, and never a fixed time.
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 25;

export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (await holds()) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`${what}: waited ${PATIENCE_MS / 1000} s in vain`);
}
