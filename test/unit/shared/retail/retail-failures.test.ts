import { describe, expect, it } from 'vitest';
import { NoAnswerError } from '../../../../shared/ports/http.ts';
import { retailClient } from '../../../../shared/retail/retail-client.ts';
import {
  RetailFaultError,
  RetailLimitedError,
  RetailNotFoundError,
  RetailRefusedError,
  RetailUnauthorisedError,
} from '../../../../shared/retail/retail-errors.ts';
import { type RetailTokens, staticTokens } from '../../../../shared/retail/retail-tokens.ts';
import { budgetHeaders, openRefundSale, single } from '../../../support/retail-answers.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';

const account = { baseUrl: 'https://retail.example/API/V3/', accountId: '4711', currency: 'EUR' };

const readingSale = (answers: readonly ScriptedAnswer[], tokens: RetailTokens = staticTokens('a-token')) =>
  retailClient({ http: scriptedHttp(...answers), account, tokens }).readSale('3107');

const failureOf = (answer: ScriptedAnswer) => readingSale([answer]).catch((error: unknown) => error);

describe('a failure of Retail', () => {
  it.each([
    [500, RetailFaultError],
    [502, RetailFaultError],
    [503, RetailFaultError],
    [400, RetailRefusedError],
    [405, RetailRefusedError],
    [409, RetailRefusedError],
    [422, RetailRefusedError],
    [302, RetailRefusedError],
    [403, RetailUnauthorisedError],
    [404, RetailNotFoundError],
    [429, RetailLimitedError],
  ])('with status %i is a %s', async (status, kind) => {
    const error = await failureOf({ status, headers: budgetHeaders, json: { message: 'No.' } });
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, budget: { level: 12.4, size: 90 } });
  });

  it.each([
    ['api-leaky-bucket', '3', { limiter: 'bucket', retryAfterSeconds: 3 }],
    ['api-burst-limiter', '1', { limiter: 'burst', retryAfterSeconds: 1 }],
    ['api-leaky-bucket', '0.2', { limiter: 'bucket', retryAfterSeconds: 1 }],
    ['something else', 'soon', { limiter: 'unknown', retryAfterSeconds: 1 }],
  ])('says which limiter refused and how long to wait: %s, %s', async (type, retryAfter, expected) => {
    const headers = { 'x-ls-api-ratelimit-type': type, 'retry-after': retryAfter };
    expect(await failureOf({ status: 429, headers, body: '' })).toMatchObject(expected);
  });

  it('is a passing one when Retail asks to try again later, whatever status it chose', async () => {
    expect(await failureOf({ status: 400, json: { message: 'Please try again later.' } })).toBeInstanceOf(
      RetailFaultError,
    );
  });

  it.each([
    ['no JSON', { body: '<html>' }],
    ['JSON without the sale', { json: { '@attributes': { count: '0' } } }],
    ['a sale without its total', single('Sale', { ...openRefundSale, calcTotal: undefined })],
    ['an amount that is none', single('Sale', { ...openRefundSale, calcTotal: '1,250.00' })],
    ['an instant that is none', single('Sale', { ...openRefundSale, createTime: 'yesterday' })],
    ['a sale without an id', single('Sale', { ...openRefundSale, saleID: '0' })],
  ])('is an answer that cannot be read: %s', async (_, answer) => {
    expect(await failureOf(answer)).toMatchObject({ code: 'RETAIL_ANSWER_UNREADABLE' });
  });

  it('that is silence stays what the port calls it', async () => {
    expect(await failureOf('no_answer')).toBeInstanceOf(NoAnswerError);
  });

  it('leaves the budget empty where Retail does not say it', async () => {
    const { budget } = await readingSale([
      { json: { Sale: openRefundSale }, headers: { 'x-ls-api-bucket-level': '7' } },
    ]);
    expect(budget).toEqual({});
  });
});

describe('a refused token', () => {
  const renewing: RetailTokens = { current: async () => 'old', replacing: async (refused) => `after-${refused}` };
  const unauthorised = { status: 401, json: { error: 'access_denied' } };

  it('is replaced once, and the request is sent again', async () => {
    const http = scriptedHttp(unauthorised, single('Sale', openRefundSale));
    await retailClient({ http, account, tokens: renewing }).readSale('3107');
    expect(http.requests.map(({ headers }) => headers?.authorization)).toEqual(['Bearer old', 'Bearer after-old']);
  });

  it('is given up when the new one is refused too', async () => {
    await expect(readingSale([unauthorised, unauthorised], renewing)).rejects.toMatchObject({
      name: 'RetailUnauthorisedError',
      code: 'RETAIL_TOKEN_REFUSED',
    });
  });

  it('is given up at once where there is no other', async () => {
    await expect(readingSale([unauthorised])).rejects.toMatchObject({ code: 'RETAIL_TOKEN_REFUSED' });
  });
});
