import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { noAnswer, type Simulator } from './simulator.ts';

/** Calls that reach a simulator without a socket. `now` is asked once for each, in milliseconds since 1970. */
export function httpOfSimulator(simulator: Simulator, now: () => number): Http {
  return {
    async send({ method, url, headers = {}, body = '' }) {
      const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = simulator.handle({ method, url, headers: lowerCase, body }, now());
      if (answer === noAnswer) throw new NoAnswerError('The simulated system did not answer.');
      return answer;
    },
  };
}
