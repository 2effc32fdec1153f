import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { assetEndpoints } from './serve-assets.ts';

const env = readEnvironment(httpEnvironment);

/** Answers what is the same for everybody; it may do nothing but write its log. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints: assetEndpoints() });
