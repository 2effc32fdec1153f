import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';

/** A good answer: JSON in its envelope. */
export const answered = (body: unknown, status = 200): SimulatedAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

/** An error as eCom words it; `errors` names fields. */
export function refused(
  { method, url }: SimulatedRequest,
  code: number,
  message: string,
  errors?: Readonly<Record<string, string>>,
): SimulatedAnswer {
  const request = new URL(url).pathname;
  return answered({ error: { code, method, request, message, ...(errors && { errors }) } }, code);
}
