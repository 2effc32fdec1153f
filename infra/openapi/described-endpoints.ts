import { cancellationEndpoint } from '../../functions/accept-cancellation/cancellation-endpoint.ts';
import { creditNoteEndpoint } from '../../functions/accept-credit-note/credit-note-endpoint.ts';
import { answerEndpoint } from '../../functions/answer-case/answer-endpoint.ts';
import { creditNoteMaker } from '../../functions/make-credit-note/credit-note-maker.ts';
import { statementEndpoints } from '../../functions/make-statement/make-statement.ts';
import { prepareEndpoints } from '../../functions/prepare-shop/prepare-shop.ts';
import { readEndpoints } from '../../functions/read-records/read-records.ts';
import { reportEndpoints } from '../../functions/receive-report/report-endpoints.ts';
import { decisionEndpoints } from '../../functions/record-decision/decision-endpoints.ts';
import { replayEndpoints } from '../../functions/replay-dead-letters/replay-endpoints.ts';
import { republishEndpoint } from '../../functions/republish-events/republish-endpoint.ts';
import { resumeEndpoint } from '../../functions/resume-lane/resume-lane.ts';
import type { EndpointSchemas } from '../../shared/lambda/http.ts';
import { inertPorts } from './inert-ports.ts';

/** What each endpoint of the JSON API takes, by its route, as the functions themselves declare it. */
export const describedEndpoints: ReadonlyMap<string, EndpointSchemas> = new Map(
  Object.entries({
    'POST /shops/{shopId}/credit-notes': creditNoteEndpoint(inertPorts),
    'POST /shops/{shopId}/cancellations': cancellationEndpoint(inertPorts),
    'POST /shops/{shopId}/cases/{caseId}/answer': answerEndpoint(inertPorts),
    'POST /shops/{shopId}/ecom-credit-notes/{key}': creditNoteMaker(inertPorts),
    'POST /shops/{shopId}/events/republish': republishEndpoint(inertPorts),
    'POST /shops/{shopId}/retail-lane/resume': resumeEndpoint(inertPorts),
    ...readEndpoints(inertPorts),
    ...decisionEndpoints(inertPorts),
    ...prepareEndpoints(inertPorts),
    ...replayEndpoints(inertPorts),
    ...reportEndpoints(inertPorts),
    ...statementEndpoints(inertPorts),
  }).map(([route, { schemas }]) => [route, schemas]),
);
