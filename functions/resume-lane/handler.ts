import { httpEnvironment, httpSurroundings } from '../../shared/adapters/http-surroundings.ts';
import { laneAccess, laneEnvironment } from '../../shared/adapters/lane-access.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { readEnvironment } from '../../shared/lambda/environment.ts';
import { httpFunction } from '../../shared/lambda/http.ts';
import { resumeEndpoint } from './resume-lane.ts';

const env = readEnvironment({ ...laneEnvironment, ...httpEnvironment });
const endpoint = resumeEndpoint({ ...laneAccess(env), clock: systemClock });
const endpoints = { 'POST /shops/{shopId}/retail-lane/resume': endpoint };

/** Answers `POST /shops/{shopId}/retail-lane/resume`. */
export const handler = httpFunction({ ...httpSurroundings(env), endpoints });
