import { type Endpoint, endpoint, ignored } from '../../shared/lambda/http.ts';
import { unlessKnown } from '../../shared/lambda/unless-known.ts';
import { consoleScript } from './console-script.ts';
import { consoleStyle } from './console-style.ts';
import openApi from './openapi.json' with { type: 'json' };

/** What is the same for everybody: the script and the style of the console, and the description of the API. */
export const assetEndpoints = (): Readonly<Record<string, Endpoint>> => ({
  'GET /openapi.json': asset(JSON.stringify(openApi), 'application/json'),
  'GET /console.js': asset(consoleScript, 'text/javascript'),
  'GET /console.css': asset(consoleStyle, 'text/css'),
});

function asset(text: string, contentType: string): Endpoint {
  const answer = { status: 200, body: text, headers: { 'content-type': `${contentType}; charset=utf-8` } };
  return endpoint({ path: ignored, query: ignored, body: ignored }, async (request) => unlessKnown(request, answer));
}
