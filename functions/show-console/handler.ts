import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { endpoint, httpFunction, ignored } from '../../shared/lambda/http.ts';
import { showConsole } from './show-console.ts';

const env = readEnvironment(httpEnvironment);

/** Answers `GET /` with the page. */
export const handler = httpFunction({
  ...httpSurroundings(env),
  endpoints: { 'GET /': endpoint({ path: ignored, query: ignored, body: ignored }, async () => showConsole()) },
});
