// How times are taken: contenders in turn within one run, and medians with their quartiles.

/** Seconds, nanoseconds or ratios: the middle, and between what the middle half lies. */
export interface Spread {
  median: number;
  low: number; // first quartile
  high: number; // third quartile
  samples: number;
}

/** Works through all inputs and writes what it found into `found`, one number an input. */
export interface Contender {
  name: string;
  given: string; // what it got to work with, and what its work includes
  run(found: Int32Array): void | Promise<void>;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? NaN;
    const above = sorted[Math.ceil(place)] ?? NaN;
    return below + (above - below) * (place % 1);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), samples: sorted.length };
}

/** How many times as long the first takes: by pairs of samples that were taken one after the other. */
export function ratio(longer: readonly number[], shorter: readonly number[]): Spread {
  return spread(longer.map((value, index) => value / (shorter[index] ?? NaN)));
}

/** Calls `take` for every contender `repetitions` times, each time in another order. */
export async function inTurn<Item, Sample = number>(
  items: readonly Item[],
  repetitions: number,
  take: (item: Item) => Sample | Promise<Sample>,
): Promise<Sample[][]> {
  const samples = items.map((): Sample[] => []);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (let turn = 0; turn < items.length; turn++) {
      const index = (turn + repetition) % items.length;
      const item = items[index];
      if (item !== undefined) samples[index]?.push(await take(item));
    }
  }
  return samples;
}

/** Nanoseconds an input, for a sample of at least `milliseconds`. */
async function nanoseconds(
  contender: Contender,
  found: Int32Array,
  milliseconds: number,
): Promise<number> {
  const start = performance.now();
  let passes = 0;
  do {
    const done = contender.run(found);
    if (done !== undefined) await done;
    passes++;
  } while (performance.now() - start < milliseconds);
  return ((performance.now() - start) * 1e6) / (passes * found.length);
}

/** Checks that all find the same for every input, warms them up, and takes times in turn. */
export async function race(
  contenders: readonly Contender[],
  inputs: number,
  { repetitions, milliseconds }: { repetitions: number; milliseconds: number },
): Promise<number[][]> {
  const found = new Int32Array(inputs);
  let agreed: Int32Array | undefined;
  for (const contender of contenders) {
    found.fill(-1);
    await contender.run(found);
    agreed ??= found.slice();
    const first = agreed;
    const wrong = found.findIndex((value, index) => value !== first[index]);
    if (wrong >= 0) {
      throw new Error(
        `${contender.name} finds ${found[wrong]} for input ${wrong}, not ${first[wrong]}`,
      );
    }
  }
  const take = (contender: Contender) => nanoseconds(contender, found, milliseconds);
  await inTurn(contenders, 2, take);
  return inTurn(contenders, repetitions, take);
}
