import { type RetailAssumptions, retailAssumptions } from '../../../../shared/domain/retail-assumptions.ts';
import { retailClient } from '../../../../shared/retail/retail-client.ts';
import { staticTokens } from '../../../../shared/retail/retail-tokens.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';

/** Where everything of the account is. */
export const accountUrl = 'https://retail.example/API/V3/Account/4711';

/** A client of an account whose Retail says these things, one after the other. */
export function connected(answers: readonly ScriptedAnswer[], assumptions: Partial<RetailAssumptions> = {}) {
  const http = scriptedHttp(...answers);
  const client = retailClient({
    http,
    account: { baseUrl: 'https://retail.example', accountId: '4711', currency: 'EUR' },
    tokens: staticTokens('a-token'),
    assumptions: { ...retailAssumptions, ...assumptions },
  });
  return { http, client };
}

/** What was sent with one of the requests. */
export const sent = ({ http }: ReturnType<typeof connected>, index = 0) => {
  const request = http.requests[index];
  return { ...request, body: request?.body === undefined ? undefined : JSON.parse(request.body) };
};
