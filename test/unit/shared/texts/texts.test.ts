import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { answerObstacles, caseAnswers } from '../../../../shared/domain/case-answer.ts';
import { confirmationNotes } from '../../../../shared/domain/confirmation-notes.ts';
import { differenceEndings, differenceRules, suggestedActions } from '../../../../shared/domain/difference.ts';
import { caseStandings } from '../../../../shared/domain/observed-case.ts';
import { planNotes } from '../../../../shared/domain/plan-notes.ts';
import { onHoldReasons, taskStateNames } from '../../../../shared/domain/refund-task.ts';
import { refusalCodes, refusedParts } from '../../../../shared/domain/refusal.ts';
import { auditTexts } from '../../../../shared/texts/audit-texts.ts';
import { calculateTexts, refundModeTexts } from '../../../../shared/texts/calculate-texts.ts';
import { casePageTexts, lightTexts } from '../../../../shared/texts/case-page-texts.ts';
import {
  noteTexts,
  onHoldTexts,
  partTexts,
  standingTexts,
  taskStateTexts,
} from '../../../../shared/texts/case-texts.ts';
import { consoleTexts } from '../../../../shared/texts/console-texts.ts';
import { deadLetterPageTexts, letterKindTexts } from '../../../../shared/texts/dead-letter-texts.ts';
import { comparedTexts, differencePageTexts, evidenceTexts } from '../../../../shared/texts/difference-page-texts.ts';
import { actionTexts, differenceTexts, endingTexts } from '../../../../shared/texts/difference-texts.ts';
import { digestTexts } from '../../../../shared/texts/digest-texts.ts';
import { jobTexts, notAskedTexts } from '../../../../shared/texts/job-texts.ts';
import { matchReasonTexts, ruleTexts, signalTexts } from '../../../../shared/texts/match-texts.ts';
import { overviewTexts } from '../../../../shared/texts/overview-texts.ts';
import { problemTexts } from '../../../../shared/texts/problem-texts.ts';
import { refundStatusTexts } from '../../../../shared/texts/provider-texts.ts';
import {
  answerTexts,
  moneyOutcomeTexts,
  obstacleTexts,
  outcomeTexts,
  paymentOutcomeTexts,
  questionPageTexts,
  questionTexts,
} from '../../../../shared/texts/question-texts.ts';
import { refundProblemPageTexts, refundProblemTexts } from '../../../../shared/texts/refund-problem-texts.ts';
import { refusalTexts } from '../../../../shared/texts/refusal-texts.ts';
import { reportPageTexts, reportStateTexts } from '../../../../shared/texts/report-texts.ts';
import { bookingTexts, differenceBookingTexts, statementTexts } from '../../../../shared/texts/statement-texts.ts';
import { stepTexts } from '../../../../shared/texts/step-texts.ts';
import { confirmationNoteTexts } from '../../../../shared/texts/stock-texts.ts';
import type { Translated } from '../../../../shared/texts/translated.ts';

const refusalsOf = (which: 'why' | 'remedy') =>
  Object.fromEntries(Object.entries(refusalTexts).map(([code, texts]) => [code, texts[which]]));

const catalogues: readonly (readonly [string, readonly string[], Readonly<Record<string, Translated>>])[] = [
  ['refusals', refusalCodes, refusalsOf('why')],
  ['what to do about refusals', refusalCodes, refusalsOf('remedy')],
  ['parts', refusedParts, partTexts],
  ['differences', Object.keys(differenceRules), differenceTexts],
  ['suggested actions', suggestedActions, actionTexts],
  ['endings', differenceEndings, endingTexts],
  ['notes of a case', planNotes, noteTexts],
  ['what is rightly not in Retail', confirmationNotes, confirmationNoteTexts],
  ['standings of a case', caseStandings, standingTexts],
  ['states of a task', taskStateNames, taskStateTexts],
  ['reasons to wait', onHoldReasons, onHoldTexts],
  ['answers', caseAnswers, answerTexts],
  ['what is in the way of answers', answerObstacles, obstacleTexts],
];
const pages: readonly Readonly<Record<string, Translated>>[] = [
  refundProblemPageTexts,
  ...Object.values(refundProblemTexts),
  ...Object.values(digestTexts),
  ...Object.values(stepTexts).map((steps) => Object.fromEntries(steps.entries())),
  consoleTexts,
  jobTexts,
  notAskedTexts,
  casePageTexts,
  lightTexts,
  differencePageTexts,
  evidenceTexts,
  comparedTexts,
  bookingTexts,
  differenceBookingTexts,
  statementTexts,
  deadLetterPageTexts,
  letterKindTexts,
  overviewTexts,
  auditTexts,
  ruleTexts,
  signalTexts,
  matchReasonTexts,
  refundStatusTexts,
  calculateTexts,
  refundModeTexts,
  reportPageTexts,
  reportStateTexts,
  ...Object.values(questionTexts),
  moneyOutcomeTexts,
  paymentOutcomeTexts,
  outcomeTexts,
  questionPageTexts,
];
// Words that both languages have.
const sameInBoth = new Set(['note', 'article', 'total', 'paymentId', 'transaction']);
const everyText = [...catalogues.map(([, , texts]) => texts), problemTexts, ...pages].flatMap((texts) =>
  Object.entries(texts),
);

describe('the texts', () => {
  it.each(catalogues)('of %s are there for each key, and for no other', (_, keys, texts) => {
    expect(Object.keys(texts).toSorted()).toEqual([...keys].toSorted());
  });

  it('are there in French and in English for each key', () => {
    const empty = everyText.filter(([, { en, fr }]) => [en, fr].some((text) => (text ?? '').trim() === ''));
    expect(empty).toEqual([]);
  });

  it('are not English where they should be French', () => {
    expect(everyText.filter(([name, { en, fr }]) => en === fr && !sameInBoth.has(name))).toEqual([]);
  });

  it('name every problem that an endpoint answers', async () => {
    const codes = new Set<string>();
    for (const folder of ['shared', 'functions']) {
      for await (const file of glob(`${folder}/**/*.ts`)) {
        const source = await readFile(file, 'utf8');
        for (const [, code] of source.matchAll(/(?:new ProblemError\(\s*\d{3},|notAvailable\()\s*'(\w+)'/g)) {
          if (code !== undefined) codes.add(code);
        }
      }
    }
    const unnamed = [...codes].filter((code) => problemTexts[code] === undefined);
    expect(unnamed, 'add them to shared/texts/problem-texts.ts, in English and French').toEqual([]);
    expect(codes.size).toBeGreaterThan(10);
  });
});

describe('the French texts', () => {
  const french = everyText.map(([, { fr }]) => fr);

  it('have a no-break space before high punctuation and inside guillemets', () => {
    expect(french.filter((text) => /[^\u00a0][;:!?»]|«[^\u00a0]/.test(text))).toEqual([]);
  });

  it.each([
    ['avoir as a noun', /\b(?:un|l['’]|cet|d['’])avoir\b/i],
    ['tâche', /tâche/i],
    ['back-office', /back.?office/i],
    ['a straight apostrophe', /'/],
    ['facture de crédit outside guillemets', /(?<!Ajouter une )facture de crédit/],
  ])('never say %s', (_, word) => {
    expect(french.filter((text) => word.test(text))).toEqual([]);
  });
});
