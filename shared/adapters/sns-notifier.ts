import { type Notifier, NotifierUnavailableError } from '../ports/notifier.ts';
import { signedClient } from './signed-client.ts';

const timeoutMilliseconds = 3_000;
const mostSubjectCharacters = 100;
// SNS takes no line break and nothing outside of printable ASCII in a subject.
const notInSubjects = /[^\x20-\x7e]+/g;

/**
 * A topic of SNS. Who subscribes for one shop filters by the attribute `shopId`. Called by the Query protocol with the small
 * signing library of `signedJsonCall`, for the same reason.
 */
export function snsNotifier(variables: Readonly<Record<string, string | undefined>>, topicArn: string): Notifier {
  const { client, endpoint } = signedClient(variables, { signingName: 'sns', endpointName: 'SNS' });
  return {
    async tell({ shopId, subject, text }) {
      const form = new URLSearchParams({
        Action: 'Publish',
        Version: '2010-03-31',
        TopicArn: topicArn,
        Subject: inAscii(subject),
        Message: text,
        'MessageAttributes.entry.1.Name': 'shopId',
        'MessageAttributes.entry.1.Value.DataType': 'String',
        'MessageAttributes.entry.1.Value.StringValue': shopId,
      });
      const response = await client
        .fetch(endpoint, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: form.toString(),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        })
        .catch((cause: unknown) => {
          throw new NotifierUnavailableError('SNS did not answer.', { cause });
        });
      const answer = await response.text();
      if (response.ok) return;
      // The code alone: the message repeats what was asked.
      const code = /<Code>(\w+)<\/Code>/.exec(answer)?.[1] ?? `HTTP ${response.status}`;
      throw new NotifierUnavailableError(`SNS refused: ${code}.`);
    },
  };
}

/** Accents are taken off, currency signs and no-break spaces become what they stand for; the text itself keeps them all. */
const inAscii = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll('€', 'EUR')
    .replaceAll('£', 'GBP')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/\s+/g, ' ')
    .replaceAll(notInSubjects, '')
    .trim()
    .slice(0, mostSubjectCharacters);
