import cliProgress from 'cli-progress';

/** Shows how far an import is. */
export type ImportProgress = Readonly<{
  /** One sentence about what happens now. */
  say: (sentence: string) => void;
  /** Begins to count towards a total of so many of something; what was done before counts towards it, not towards the rate. */
  begin: (total: number, unit: string, doneBefore?: number) => void;
  reach: (done: number) => void;
  end: () => void;
}>;

const lineEveryMilliseconds = 5000;

/** A bar with rate and time left on a terminal, a line every few seconds elsewhere. Writes to stderr only. */
export const importProgress = (stream: NodeJS.WriteStream): ImportProgress =>
  stream.isTTY ? bar(stream) : plainLines(stream);

function bar(stream: NodeJS.WriteStream): ImportProgress {
  let counting = counter(0, '', 0);
  const drawn = new cliProgress.SingleBar(
    { stream, hideCursor: true, format: '{bar} {percentage}% | {value}/{total} {unit} | {rate}/s | {left} left' },
    cliProgress.Presets.shades_classic,
  );
  return {
    say: (sentence) => stream.write(`${sentence}\n`),
    begin(total, unit, doneBefore = 0) {
      counting = counter(total, unit, doneBefore);
      drawn.start(total, doneBefore, counting.at(doneBefore));
    },
    reach: (done) => drawn.update(done, counting.at(done)),
    end: () => drawn.stop(),
  };
}

function plainLines(stream: NodeJS.WriteStream): ImportProgress {
  let counting = counter(0, '', 0);
  let total = 0;
  let saidAt = 0;
  return {
    say: (sentence) => stream.write(`${sentence}\n`),
    begin(newTotal, unit, doneBefore = 0) {
      total = newTotal;
      counting = counter(total, unit, doneBefore);
      saidAt = performance.now();
    },
    reach(done) {
      if (performance.now() - saidAt < lineEveryMilliseconds && done < total) return;
      saidAt = performance.now();
      const { unit, rate, left } = counting.at(done);
      stream.write(`${done} of ${total} ${unit}, ${rate}/s, ${left} left\n`);
    },
    end: () => undefined,
  };
}

function counter(total: number, unit: string, doneBefore: number) {
  const startedAt = performance.now();
  return {
    at(done: number): Readonly<{ unit: string; rate: string; left: string }> {
      const perSecond = ((done - doneBefore) * 1000) / Math.max(performance.now() - startedAt, 1);
      const left = done === doneBefore ? 'unknown time' : `${Math.ceil((total - done) / perSecond)} s`;
      return { unit, rate: perSecond.toFixed(0), left };
    },
  };
}
