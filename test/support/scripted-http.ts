import { type Http, type HttpRequest, type HttpResponse, NoAnswerError } from '../../shared/ports/http.ts';

/** One answer of a script: what it answers, or `no_answer` for a connection that breaks. */
export type ScriptedAnswer =
  | Readonly<{ status?: number; headers?: Readonly<Record<string, string>>; json?: unknown; body?: string }>
  | 'no_answer';

/** Answers a fixed list of requests in order, whatever they are, and keeps them; one request too many fails. */
export type ScriptedHttp = Http & Readonly<{ requests: readonly HttpRequest[] }>;

/** Another system that says these things, one after the other. */
export function scriptedHttp(...answers: readonly ScriptedAnswer[]): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async send(request): Promise<HttpResponse> {
      requests.push(request);
      const answer = answers[requests.length - 1];
      if (answer === undefined) throw new Error(`Nobody expected ${request.method} ${request.url}.`);
      if (answer === 'no_answer') throw new NoAnswerError('The connection broke.');
      const { status = 200, headers = {}, json, body = JSON.stringify(json) } = answer;
      return { status, headers, body };
    },
  };
}
