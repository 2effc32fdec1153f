import { statementRefusalCodes } from '../../../shared/domain/statement-period.ts';
import { unreadableReasons } from '../../../shared/reports/report-source.ts';
import { acceptedCase, answeredCase, caseSummary, wholeCase } from './case-answers.ts';
import { listOf } from './component.ts';
import { decisionRoutes } from './decision-routes.ts';
import { difference } from './difference-answers.ts';
import { lane, resumedShop } from './lane-answers.ts';
import { letterRoutes } from './letter-routes.ts';
import { order } from './order-answer.ts';
import { coverage, report, takenReport } from './report-answers.ts';
import type { Answer, DescribedRoute, RouteAnswers } from './route-answers.ts';
import { backfill, finding, health, madeCreditNote, republished, shop, webhooks } from './shop-answers.ts';
import { statement } from './statement-answer.ts';
import { refundTask } from './task-answers.ts';

const accepting: RouteAnswers = {
  answers: {
    200: { says: 'Accepted before with the same content, or a dry run: nothing was written', content: acceptedCase },
    201: { says: 'Accepted: the case is open', content: acceptedCase },
  },
  problems: {
    409: ['conflicting_duplicate', 'conflicting_order'],
    422: ['refused'],
    503: ['order_contended', 'order_unavailable', 'secrets_unavailable'],
  },
};

const ofMonth = (content: Answer['content']): RouteAnswers => ({
  answers: { 200: { says: 'The statement of the month', content } },
  problems: { 422: [...statementRefusalCodes, 'statement_too_large'] },
});

/** What each route of the JSON API answers. A route that is missing here does not compile. */
export const answersOfRoutes: Readonly<Record<DescribedRoute, RouteAnswers>> = {
  ...decisionRoutes,
  ...letterRoutes,
  'GET /healthz': { answers: { 200: { says: 'The API answers', content: health } } },
  'GET /shops': { answers: { 200: { says: "The caller's shops", content: listOf(shop) } } },
  'POST /shops/{shopId}/credit-notes': accepting,
  'POST /shops/{shopId}/cancellations': accepting,
  'GET /shops/{shopId}/cases': {
    answers: {
      200: {
        says: 'The newest first; with `waiting` those that wait for an answer, the oldest first',
        content: listOf(caseSummary),
      },
    },
  },
  'GET /shops/{shopId}/cases/{caseId}': {
    answers: { 200: { says: 'The case', content: wholeCase } },
    problems: { 404: ['case_unknown'] },
  },
  'POST /shops/{shopId}/cases/{caseId}/answer': {
    answers: { 200: { says: 'Answered, or answered so before', content: answeredCase, hasTag: true } },
    tag: 'required',
    problems: {
      404: ['case_unknown'],
      409: ['case_not_waiting', 'answer_not_possible'],
      503: ['order_contended'],
    },
  },
  'GET /shops/{shopId}/orders/{orderNumber}': {
    answers: { 200: { says: 'The order', content: order } },
    problems: { 404: ['order_unknown'] },
  },
  'GET /shops/{shopId}/refund-tasks': {
    answers: { 200: { says: 'Open ones, the one to be looked at soonest first', content: listOf(refundTask) } },
  },
  'GET /shops/{shopId}/differences': {
    answers: { 200: { says: 'Open ones', content: listOf(difference) } },
  },
  'GET /shops/{shopId}/retail-lane': {
    answers: { 200: { says: 'The lane as it is now', content: lane } },
    problems: { 404: ['retail_not_connected'] },
  },
  'POST /shops/{shopId}/retail-lane/resume': {
    answers: { 200: { says: 'The shop goes on', content: resumedShop } },
    problems: { 404: ['retail_not_connected'], 503: ['messages_unavailable'] },
  },
  'POST /shops/{shopId}/reports/{provider}': {
    answers: {
      200: { says: 'The same file was handed in before', content: report },
      202: { says: 'Taken: it is read next; or announced: its file is awaited', content: takenReport },
    },
    problems: {
      404: ['account_unknown'],
      422: unreadableReasons,
      503: ['messages_unavailable', 'files_unavailable'],
    },
  },
  'POST /shops/{shopId}/reports/{reportId}/start': {
    answers: {
      200: { says: 'It was started before', content: report },
      202: { says: 'Its file is there: it is read next', content: report },
    },
    problems: {
      404: ['report_unknown'],
      409: ['upload_missing', 'upload_differs'],
      422: unreadableReasons,
      503: ['messages_unavailable', 'files_unavailable'],
    },
  },
  'GET /shops/{shopId}/reports': { answers: { 200: { says: 'The newest first', content: listOf(report) } } },
  'GET /shops/{shopId}/reports/{reportId}': {
    answers: { 200: { says: 'The report, and how far it is read', content: report } },
    problems: { 404: ['report_unknown'] },
  },
  'GET /shops/{shopId}/coverage': { answers: { 200: { says: 'Each account', content: listOf(coverage) } } },
  'GET /shops/{shopId}/statements/{month}': ofMonth(statement),
  'GET /shops/{shopId}/statements/{month}/csv': ofMonth({ mediaType: 'text/csv' }),
  'GET /shops/{shopId}/statements/{month}/xlsx': ofMonth({
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  }),
  'GET /shops/{shopId}/examination': {
    answers: { 200: { says: 'How each thing stands', content: listOf(finding) } },
    problems: { 409: ['ecom_not_connected'], 503: ['secrets_unavailable'] },
  },
  'POST /shops/{shopId}/webhooks': {
    answers: { 200: { says: 'Registered', content: webhooks } },
    problems: { 409: ['ecom_not_connected'], 503: ['ecom_unavailable', 'secrets_unavailable'] },
  },
  'POST /shops/{shopId}/backfill': {
    answers: { 202: { says: 'Begun, or under way', content: backfill } },
    problems: { 409: ['backfill_under_way', 'ecom_not_connected'], 503: ['secrets_unavailable'] },
  },
  'GET /shops/{shopId}/backfill': {
    answers: { 200: { says: 'How it stands', content: backfill } },
    problems: { 404: ['backfill_unknown'] },
  },
  'POST /shops/{shopId}/events/republish': {
    answers: { 200: { says: 'One slice; go on with next until it is null', content: republished } },
    problems: { 503: ['messages_unavailable'] },
  },
  'POST /shops/{shopId}/ecom-credit-notes/{key}': {
    answers: {
      200: { says: 'Made, or found not to be', content: madeCreditNote },
      202: { says: 'Sent, and nobody knows yet: ask again', content: madeCreditNote },
    },
    problems: {
      409: ['credit_notes_off', 'ecom_not_connected', 'conflicting_duplicate'],
      422: ['refused', 'refused_by_ecom', 'order_unknown'],
      503: ['ecom_unavailable', 'secrets_unavailable'],
    },
  },
};
