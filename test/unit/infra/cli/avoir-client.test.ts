import { describe, expect, it } from 'vitest';
import { avoirClient } from '../../../../infra/cli/avoir-client.ts';
import type { HttpResponse } from '../../../../shared/ports/http.ts';
import { NoAnswerError } from '../../../../shared/ports/http.ts';

/** A client whose system gives these answers, one after the other (the last for ever); `paused` is what it waited. */
function aClient(...answers: readonly (Partial<HttpResponse> | 'none')[]) {
  const paused: number[] = [];
  let calls = 0;
  const client = avoirClient({
    url: 'http://127.0.0.1:8787',
    token: 'secret',
    patienceMilliseconds: 10_000,
    pause: async (milliseconds) => {
      paused.push(milliseconds);
    },
    http: {
      send: async () => {
        const answer = answers[Math.min(calls, answers.length - 1)];
        calls += 1;
        if (answer === undefined || answer === 'none') throw new NoAnswerError('ECONNREFUSED');
        return { status: 200, headers: {}, body: '{}', ...answer };
      },
    },
  });
  return { client, paused };
}

describe('calling a running system', () => {
  it('waits longer from attempt to attempt while nothing answers', async () => {
    const { client, paused } = aClient('none', 'none', 'none', { body: '{"ok":true}' });
    expect(await client.get('/shops')).toEqual({ status: 200, body: { ok: true } });
    expect(paused).toEqual([100, 200, 400]);
  });

  it.each([429, 503])('waits as long as a %i asks for', async (status) => {
    const { client, paused } = aClient({ status, headers: { 'retry-after': '2' } }, {});
    await client.get('/shops');
    expect(paused).toEqual([2000]);
  });

  it('hands a refusal back at once', async () => {
    const { client, paused } = aClient({ status: 422, body: '{"code":"refused"}' });
    expect(await client.post('/x', {})).toEqual({ status: 422, body: { code: 'refused' } });
    expect(paused).toEqual([]);
  });

  it('gives up with a fault when its patience is used up', async () => {
    const { client } = aClient('none');
    await expect(client.get('/shops')).rejects.toThrow(/does not answer/);
  });

  it('says what was in the way all the time, where the system said it', async () => {
    const body = JSON.stringify({ code: 'secrets_unavailable', title: 'The keys of the shop could not be read.' });
    const { client } = aClient({ status: 503, body });
    await expect(client.get('/shops')).rejects.toThrow(/status 503, secrets_unavailable: The keys of the shop/);
    const { client: behindGateway } = aClient({ status: 502, body: '<html>' });
    await expect(behindGateway.get('/shops')).rejects.toThrow(/status 502\)/);
  });

  it('says that the token is wrong, and how to get the right one', async () => {
    const { client } = aClient({ status: 401 });
    await expect(client.get('/shops')).rejects.toThrow(/does not accept AVOIR_TOKEN/);
  });

  it('says that something else answers', async () => {
    const { client } = aClient({ body: '<html>' });
    await expect(client.get('/shops')).rejects.toThrow(/is it Avoir/);
  });
});
