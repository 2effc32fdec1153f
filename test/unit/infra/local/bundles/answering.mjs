// A deployed function of the tests: the event says what it does.
let invocations = 0;

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function handler(event, context) {
  invocations += 1;
  if (event.waitMilliseconds) await wait(event.waitMilliseconds);
  if (event.throws) throw new TypeError(event.throws);
  if (event.exits !== undefined) process.exit(event.exits);
  if (event.loops) for (;;);
  if (event.fills) {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(invocations));
  }
  if (event.answersNothing) return undefined;
  return {
    invocations,
    environment: process.env,
    at: new Date(0),
    left: undefined,
    remainingMilliseconds: context.getRemainingTimeInMillis(),
    functionName: context.functionName,
    event,
  };
}
