import type { PlantedBug } from './bugs.ts';

const oneTask = 'there is exactly one task per case and payment, for the amount of the plan';
const comesToRest = 'everything comes to rest';
const onceALife = 'a dead letter goes back once for each of its lives';

/** Bugs in what becomes of messages that died. */
export const deadLetterBugs: readonly PlantedBug[] = [
  {
    name: 'a dead letter is claimed whoever has it',
    file: 'shared/stores/dead-letter-replaying.ts',
    from: 'set: next, condition: unchanged(letter) });',
    to: 'set: next });',
    caughtBy: onceALife,
    at: 67,
    withinSeeds: 400,
  },
  {
    name: 'a letter that another replay is sending is taken over',
    file: 'shared/domain/dead-letter.ts',
    from: 'if (claim === undefined || claim.replayId === mark.replayId) return false;',
    to: 'return false;',
    caughtBy: onceALife,
    at: 813,
    withinSeeds: 1_400,
  },
  {
    name: 'a dead message is written over its letter',
    file: 'shared/stores/dead-letter-store.ts',
    from: "...placeInList(letter) }, { kind: 'absent' });",
    to: '...placeInList(letter) });',
    caughtBy: 'no version ever goes back',
    at: 996,
    withinSeeds: 1500,
  },
  {
    name: 'a message that dies twice opens its letter twice',
    file: 'shared/stores/dead-letter-store.ts',
    from: 'if (letter.messageIds.includes(died.messageId)) return letter;',
    to: '',
    caughtBy: 'a message opens its letter once',
    at: 22,
    withinSeeds: 200,
  },
  {
    name: 'a letter that comes back is not put into the list again',
    file: 'shared/stores/dead-letter-store.ts',
    from: 'set: { ...next, ...placeInList(letter) }',
    to: 'set: next',
    caughtBy: 'every dead letter goes back in the end',
    at: 22,
    withinSeeds: 200,
  },
  {
    name: 'a letter that went back stays in the list',
    file: 'shared/stores/dead-letter-replaying.ts',
    from: "remove: ['claim', 'workKey', 'workOrder'],",
    to: "remove: ['claim'],",
    caughtBy: comesToRest,
    at: 20,
    withinSeeds: 200,
  },
  {
    name: 'an event that the bus refused counts as sent',
    file: 'functions/replay-dead-letters/replay-letter.ts',
    from: '  if (result?.published) return undefined;',
    to: '  if (result !== undefined) return undefined;',
    caughtBy: oneTask,
    at: 1_205,
    withinSeeds: 6_000,
  },
  {
    name: 'a replay whose queue says nothing counts its letter as sent',
    file: 'functions/replay-dead-letters/replay-letter.ts',
    from: 'await sendToQueue(dependencies, claimed, destination.queueName);',
    to: 'await sendToQueue(dependencies, claimed, destination.queueName).catch(() => undefined);',
    caughtBy: oneTask,
    at: 74,
    withinSeeds: 400,
  },
];
