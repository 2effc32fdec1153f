import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { snsNotifier } from '../../../../shared/adapters/sns-notifier.ts';
import { NotifierUnavailableError } from '../../../../shared/ports/notifier.ts';
import { localServer } from '../../../support/local-server.ts';

const topic = 'arn:aws:sns:eu-west-1:000000000000:Digests';
const at = (origin: string) =>
  snsNotifier(
    {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_SNS: origin,
    },
    topic,
  );
const notice = { shopId: 'demo', subject: 'Démo: 6 remboursements, 412,30\u00a0€', text: 'À faire\u00a0:\n- 6' };

describe('SNS', () => {
  it('is given a mail with a subject that it takes, and the shop by which subscribers filter', async () => {
    const asked: unknown[] = [];
    await using server = await localServer(async (request, response) => {
      const form = Object.fromEntries(new URLSearchParams(await text(request)));
      asked.push([request.headers.authorization?.split('/')[0], form]);
      response.end('<PublishResponse/>');
    });
    await at(server.origin).tell(notice);
    expect(asked).toEqual([
      [
        'AWS4-HMAC-SHA256 Credential=AKID',
        expect.objectContaining({
          Action: 'Publish',
          TopicArn: topic,
          Subject: 'Demo: 6 remboursements, 412,30 EUR',
          Message: notice.text,
          'MessageAttributes.entry.1.Value.StringValue': 'demo',
        }),
      ],
    ]);
  });

  it.each([
    [403, '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>secret</Message></Error></ErrorResponse>'],
    [404, 'nothing'],
  ])('that refuses with %i says why in its own word, and repeats nothing else', async (status, body) => {
    await using server = await localServer((_, response) => response.writeHead(status).end(body));
    const told = at(server.origin).tell(notice);
    await expect(told).rejects.toThrow(NotifierUnavailableError);
    await expect(told).rejects.toThrow(status === 403 ? 'SNS refused: AuthorizationError.' : 'SNS refused: HTTP 404.');
  });

  it('that breaks the line off did not answer', async () => {
    await using server = await localServer((request) => request.socket.destroy());
    await expect(at(server.origin).tell(notice)).rejects.toThrow('SNS did not answer.');
  });
});
