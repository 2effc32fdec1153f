import { listOf } from './component.ts';
import { deadLetter, discardedLetter, letterSummary, replay } from './letter-answers.ts';
import type { DescribedRoute, RouteAnswers } from './route-answers.ts';

const contended = ['letter_contended'];

type AboutLetters = Extract<DescribedRoute, `${string} /dead-letters${string}`>;

/** What the routes of dead letters and their replays answer. */
export const letterRoutes: Readonly<Record<AboutLetters, RouteAnswers>> = {
  'GET /dead-letters': {
    answers: { 200: { says: 'Those that wait for somebody, the oldest first', content: listOf(letterSummary) } },
  },
  'GET /dead-letters/{queueName}/{letterId}': {
    answers: { 200: { says: 'The letter', content: deadLetter } },
    problems: { 404: ['letter_unknown'] },
  },
  'POST /dead-letters/{queueName}/{letterId}/discard': {
    answers: { 200: { says: 'Given up, or given up before', content: discardedLetter } },
    problems: { 404: ['letter_unknown'], 409: ['letter_not_open'], 503: contended },
  },
  'POST /dead-letters/replays': {
    answers: { 200: { says: 'Planned; nothing is sent before it is run', content: replay } },
    problems: { 400: ['idempotency_key_invalid'], 409: ['conflicting_duplicate'] },
    takesKey: true,
  },
  'GET /dead-letters/replays/{replayId}': {
    answers: { 200: { says: 'How far it is', content: replay } },
    problems: { 404: ['replay_unknown'] },
  },
  'POST /dead-letters/replays/{replayId}/run': {
    answers: { 200: { says: 'One slice further; ask again until it is done', content: replay } },
    problems: { 404: ['replay_unknown'], 503: [...contended, 'messages_unavailable'] },
  },
  'POST /dead-letters/replays/{replayId}/cancel': {
    answers: { 200: { says: 'Ended for good, what was sent stays sent', content: replay } },
    problems: { 404: ['replay_unknown'], 503: contended },
  },
};
