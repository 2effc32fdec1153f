import * as z from 'zod';
import { differenceEndings } from '../../shared/domain/difference.ts';
import type { MatchDecision } from '../../shared/domain/match-decision.ts';
import { saidRefundModes } from '../../shared/domain/payment-route.ts';
import { mayActAs } from '../../shared/domain/roles.ts';
import { closingEndings, type TaskDecision } from '../../shared/domain/task-decision.ts';
import { seenTagOf } from '../../shared/lambda/entity-tag.ts';
import { type Endpoint, type EndpointRequest, endpoint } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import type { AskProviderDependencies } from '../../shared/reconciliation/ask-provider.ts';
import { differenceIdSchema, matchIdSchema, shopIdSchema, taskIdSchema } from '../../shared/stores/id-schemas.ts';
import { askAboutPayment } from './ask-about-payment.ts';
import { previewOfRevoking, recordMatchDecision } from './decide-on-match.ts';
import { recordTaskDecision } from './decide-on-task.ts';
import { answerOfDifference, answerOfMatch, answerOfTask, refusedWith } from './decision-answers.ts';
import type { Decider } from './record-decision.ts';
import { sayItem } from './say-item.ts';
import { sayProvider } from './say-provider.ts';
import { reopenDifference, settleDifference } from './settle-difference.ts';

const inShop = z.object({ shopId: shopIdSchema });
const ofTask = inShop.extend({ taskId: taskIdSchema });
const ofMatch = inShop.extend({ matchId: matchIdSchema });
const ofDifference = inShop.extend({ differenceId: differenceIdSchema });
const noQuery = z.strictObject({});
const noBody = z.strictObject({}).optional();
const note = z.string().trim().min(1).max(1000);

/** What people may say in each decision; a form that is shown and a program that calls read the same. */
const bodies = {
  report: z.strictObject({
    amountMinor: z.int().positive(),
    refundedOn: z.iso.date(),
    refundId: z.string().trim().min(1).max(200).optional(),
  }),
  close: z.strictObject({ ending: z.enum(closingEndings), note: note.optional() }),
  sayProvider: z.strictObject({
    refundMode: z.enum(saidRefundModes),
    provider: z.string().min(1).optional(),
    account: z.string().min(1).optional(),
  }),
  sayPayment: z.strictObject({
    provider: z.string().min(1),
    account: z.string().min(1),
    paymentId: z.string().trim().min(1).max(200),
  }),
  confirm: z.strictObject({ amountMinor: z.int().positive().optional(), reason: note.optional() }).optional(),
  reject: z.strictObject({ reason: note.optional() }).optional(),
  revoke: z.strictObject({ reason: note }),
  settle: z.strictObject({ ending: z.enum(differenceEndings), note: note.optional() }),
  reopen: z.strictObject({ reason: note }),
  sayItem: z.strictObject({ itemId: z.string().regex(/^[1-9]\d{0,14}$/, 'Not the number of an item in Retail') }),
} as const;

type Request<Path, Body> = EndpointRequest<Path & z.output<typeof inShop>, unknown, Body>;

/** Everything by which people decide about tasks, matches and differences. */
export function decisionEndpoints(dependencies: AskProviderDependencies): Readonly<Record<string, Endpoint>> {
  const deciderOf = async ({ path: { shopId }, caller, headers }: Request<unknown, unknown>): Promise<Decider> => {
    const { subject, role } = knownCaller(caller);
    const shop = { ...(await knownShop(dependencies.settings, shopId)), shopId };
    return { shop, by: subject, isAdmin: mayActAs(role, 'admin'), seen: seenTagOf(headers) };
  };
  const onTask = <Body extends z.ZodType>(body: Body, decisionOf: (body: z.output<Body>) => TaskDecision): Endpoint =>
    endpoint({ path: ofTask, query: noQuery, body }, async (request) => {
      const decider = await deciderOf(request);
      const decision = decisionOf(request.body);
      return answerOfTask(await recordTaskDecision(dependencies, decider, request.path.taskId, decision));
    });
  /** The provider is asked about the payment after the decision: before somebody refunds, and after they say they did. */
  const askingOnTask = <Body extends z.ZodType>(
    body: Body,
    decisionOf: (body: z.output<Body>) => TaskDecision,
  ): Endpoint =>
    endpoint({ path: ofTask, query: noQuery, body }, async (request) => {
      const decider = await deciderOf(request);
      const decision = decisionOf(request.body);
      const outcome = await recordTaskDecision(dependencies, decider, request.path.taskId, decision);
      if (outcome.kind !== 'decided') return answerOfTask(outcome);
      const { task, payment } = await askAboutPayment(dependencies, decider.shop, outcome.task);
      return answerOfTask({ kind: 'decided', task }, { payment });
    });
  const onMatch = (decision: MatchDecision): Endpoint =>
    endpoint({ path: ofMatch, query: noQuery, body: bodies[decision] }, async (request) => {
      const decider = await deciderOf(request);
      const { matchId } = request.path;
      return answerOfMatch(await recordMatchDecision(dependencies, decider, { matchId, decision, ...request.body }));
    });
  const tasks = 'POST /shops/{shopId}/refund-tasks/{taskId}';
  const matches = '/shops/{shopId}/matches/{matchId}';
  const differences = 'POST /shops/{shopId}/differences/{differenceId}';
  return {
    [`${tasks}/take`]: askingOnTask(noBody, () => ({ kind: 'take' })),
    [`${tasks}/release`]: onTask(noBody, () => ({ kind: 'release' })),
    [`${tasks}/report`]: askingOnTask(bodies.report, (body) => ({ kind: 'report', ...body })),
    [`${tasks}/say-payment`]: askingOnTask(bodies.sayPayment, (body) => ({ kind: 'say_payment', ...body })),
    [`${tasks}/unreport`]: onTask(noBody, () => ({ kind: 'unreport' })),
    [`${tasks}/close`]: onTask(bodies.close, (body) => ({ kind: 'close', ...body })),
    [`${tasks}/reopen`]: onTask(noBody, () => ({ kind: 'reopen' })),
    [`${tasks}/say-provider`]: endpoint({ path: ofTask, query: noQuery, body: bodies.sayProvider }, async (request) => {
      const decider = await deciderOf(request);
      const said = { taskId: request.path.taskId, route: request.body };
      return answerOfTask(await sayProvider(dependencies, decider, said));
    }),
    [`POST ${matches}/confirm`]: onMatch('confirm'),
    [`POST ${matches}/reject`]: onMatch('reject'),
    [`POST ${matches}/revoke`]: onMatch('revoke'),
    [`GET ${matches}/revocation`]: endpoint({ path: ofMatch, query: noQuery, body: noBody }, async (request) => {
      const decider = await deciderOf(request);
      const preview = await previewOfRevoking(dependencies, decider, request.path.matchId);
      if (preview === undefined) throw refusedWith('match_not_confirmed');
      return { status: 200, body: preview };
    }),
    [`${differences}/settle`]: endpoint(
      { path: ofDifference, query: noQuery, body: bodies.settle },
      async (request) => {
        const decider = await deciderOf(request);
        const said = { differenceId: request.path.differenceId, ...request.body };
        return answerOfDifference(await settleDifference(dependencies, decider, said));
      },
    ),
    [`${differences}/say-item`]: endpoint(
      { path: ofDifference, query: noQuery, body: bodies.sayItem },
      async (request) => {
        const decider = await deciderOf(request);
        const said = { differenceId: request.path.differenceId, ...request.body };
        return answerOfDifference(await sayItem(dependencies, decider, said));
      },
    ),
    [`${differences}/reopen`]: endpoint(
      { path: ofDifference, query: noQuery, body: bodies.reopen },
      async (request) => {
        const decider = await deciderOf(request);
        const said = { differenceId: request.path.differenceId, ...request.body };
        return answerOfDifference(await reopenDifference(dependencies, decider, said));
      },
    ),
  };
}
