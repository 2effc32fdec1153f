import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import { namedRequest } from './named-request.ts';
import { ParameterRequestError, type Parameters, parametersByPath } from './parameters.ts';
import { BusRequestError } from './put-events-request.ts';
import { readBody } from './request-body.ts';
import { SecretRequestError, type SecretValues, secretValue } from './secret-values.ts';

/** What stands behind the endpoint. */
export type AwsEndpointSettings = Readonly<{
  /** Takes the `Entries` of a request; throws `BusRequestError` for one that is refused as a whole. */
  putEvents: (entries: unknown) => Promise<unknown>;
  parameters: Parameters;
  secrets: SecretValues;
  /** Takes what is published to a topic. */
  publish: (notice: PublishedNotice) => Promise<void>;
  log: (line: string) => void;
}>;

/** A listening endpoint. Closing ends its connections: whoever used it must be gone by then. */
export type AwsEndpoint = LoopbackServer;

type Answer = Readonly<{ status: number; body: unknown }>;

/** What is published to a topic: a mail, with the attributes by which subscribers filter. */
export type PublishedNotice = Readonly<{ topicArn: string; subject: string; message: string; shopId: string }>;

const publishSchema = z
  .object({
    TopicArn: z.string(),
    Subject: z.string().max(100),
    Message: z.string().min(1),
    'MessageAttributes.entry.1.Name': z.literal('shopId'),
    'MessageAttributes.entry.1.Value.StringValue': z.string(),
  })
  .transform(
    (form): PublishedNotice => ({
      topicArn: form.TopicArn,
      subject: form.Subject,
      message: form.Message,
      shopId: form['MessageAttributes.entry.1.Value.StringValue'],
    }),
  );

const mostBodyBytes = 1_048_576;

/** What `PutEvents` carries. Its entries are the bus's own matter. */
const putEventsSchema = z.object({ Entries: z.unknown() });

/**
 * Starts EventBridge's `PutEvents`, SNS's `Publish`, Parameter Store's `GetParametersByPath` and Secrets Manager's
 * `GetSecretValue` on a free port, in the protocols that they are spoken to. Every other operation is refused by name.
 * Signatures are not checked.
 */
export async function startAwsEndpoint({
  putEvents,
  parameters,
  secrets,
  publish,
  log,
}: AwsEndpointSettings): Promise<AwsEndpoint> {
  const operations: ReadonlyMap<string, (request: unknown) => unknown> = new Map([
    ['AWSEvents.PutEvents', (request: unknown) => putEvents(putEventsSchema.parse(request).Entries)],
    ['SNS.Publish', (request: unknown) => publish(publishSchema.parse(request))],
    ['AmazonSSM.GetParametersByPath', (request: unknown) => parametersByPath(request, parameters)],
    ['secretsmanager.GetSecretValue', (request: unknown) => secretValue(request, secrets)],
  ]);

  async function answer(message: IncomingMessage): Promise<Answer> {
    const body = await readBody(message, mostBodyBytes);
    const { target, read } = namedRequest(message.headers, body?.toString('utf8') ?? '');
    const operation = operations.get(target);
    if (operation === undefined) {
      log(`unknown_operation ${target}`);
      return refused('UnknownOperationException', 'One machine does not know this operation.');
    }
    if (body === undefined) return refused('RequestEntityTooLargeException', 'The request is too large.');
    try {
      return { status: 200, body: (await operation(read())) ?? {} };
    } catch (error) {
      return refusalOf(error) ?? failed(error, (reason) => log(`operation_failed ${target} ${reason}`));
    }
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answer(message);
    const text = JSON.stringify(body);
    response
      .writeHead(status, {
        'content-type': 'application/x-amz-json-1.1',
        'content-length': Buffer.byteLength(text),
        // The rest of a body that was too large is not read: nothing more can follow on this connection.
        ...(!message.complete && { connection: 'close' }),
      })
      .end(text);
  }

  return startLoopbackServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      log(`request_failed ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
}

const refused = (code: string, message: string): Answer => ({ status: 400, body: { __type: code, message } });

function failed(error: unknown, log: (reason: string) => void): Answer {
  log(error instanceof Error ? error.message : String(error));
  return { status: 500, body: { __type: 'InternalFailure', message: 'The operation failed.' } };
}

/** The answer to a request that is at fault itself; nothing for a fault of ours. */
function refusalOf(error: unknown): Answer | undefined {
  if (
    error instanceof BusRequestError ||
    error instanceof ParameterRequestError ||
    error instanceof SecretRequestError
  ) {
    return refused(error.code, error.message);
  }
  if (error instanceof SyntaxError || error instanceof z.ZodError)
    return refused('SerializationException', 'The request has another form.');
  return undefined;
}
