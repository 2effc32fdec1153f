import * as z from 'zod';

const text = z.string().optional().catch(undefined);
const eventSchema = z.object({
  detail: z.object({
    metadata: z.object({ shopId: text, correlationId: text }),
    data: z.object({ orderNumber: text }),
  }),
});
const messageSchema = z.object({ shopId: text, caseId: text, orderNumber: text });

/** Which shop, case and order a message is about, as far as its body says. */
export type DeadLetterIdentity = Readonly<{
  shopId?: string | undefined;
  caseId?: string | undefined;
  orderNumber?: string | undefined;
}>;

/** Reads whom a message concerns, from an event or from a message of ours. What cannot be read concerns nobody known: it is kept all the same. */
export function identityOf(body: string): DeadLetterIdentity {
  const content = parsedJson(body);
  const event = eventSchema.safeParse(content);
  if (event.success) {
    const { metadata, data } = event.data.detail;
    return { shopId: metadata.shopId, caseId: metadata.correlationId, orderNumber: data.orderNumber };
  }
  const message = messageSchema.safeParse(content);
  return message.success ? message.data : {};
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A body that is no JSON is a dead letter like any other: kept whole, and about nobody we can name.
    return undefined;
  }
}
