import * as z from 'zod';

/** The largest event that may be published, as JSON in UTF-8: one row carries it beside its own content. */
export const maximumEventBytes = 16 * 1024;

/** What every event says of itself. `correlationId` is the case; `eventId` is fixed when the fact is stored, so a duplicate can be told. */
export const metadataSchema = z.object({
  eventId: z.string().min(1).max(400),
  correlationId: z.string().min(1),
  causationId: z.string().min(1).optional(),
  occurredAt: z.iso.datetime({ offset: true }),
  shopId: z.string().min(1),
  schemaVersion: z.int().positive(),
});

/** What every event says of itself, parsed. */
export type EventMetadata = z.infer<typeof metadataSchema>;

/** A declared event: the name that rules route by, the schema of its envelope, and that of what the bus delivers it in. */
export type EventDefinition<Envelope extends Readonly<{ metadata: EventMetadata }>> = Readonly<{
  detailType: string;
  source: string;
  schema: z.ZodType<Envelope>;
  deliverySchema: z.ZodType<Readonly<{ detail: Envelope }>>;
}>;

/** Declares one version of one event. The version in its name is the only one that its envelope may carry. */
export function defineEvent<Data extends z.ZodRawShape>(
  event: Readonly<{ detailType: `${string}.v${number}`; source: string; data: z.ZodObject<Data> }>,
) {
  const version = Number(event.detailType.slice(event.detailType.lastIndexOf('.v') + 2));
  const metadata = metadataSchema.extend({ schemaVersion: z.int().refine((stated) => stated === version) });
  const { detailType, source, data } = event;
  const schema = z.object({ metadata, data });
  const names = { source: z.literal(source), 'detail-type': z.literal(detailType) };
  return { detailType, source, schema, deliverySchema: z.object({ ...names, detail: schema }) };
}

/** Parses an event as an attribute of the row that it is about. */
export const eventAttributeSchema = z.object({
  eventId: z.string(),
  detailType: z.string(),
  source: z.string(),
  time: z.string(),
  detail: z.string(),
});

/** The event as an attribute of the row that it is about; publishing it is left to whoever reads the table's stream. */
export type EventAttribute = Readonly<z.infer<typeof eventAttributeSchema>>;

/** Makes the attribute. Throws when the envelope is not valid or larger than an event may be: nothing is stored then. */
export function toEventAttribute<Envelope extends Readonly<{ metadata: EventMetadata }>>(
  { detailType, source, schema }: EventDefinition<Envelope>,
  envelope: Envelope,
): EventAttribute {
  const parsed = schema.parse(envelope);
  const detail = JSON.stringify(parsed);
  const bytes = Buffer.byteLength(detail);
  const { eventId, occurredAt } = parsed.metadata;
  if (bytes > maximumEventBytes) throw new RangeError(`The event ${eventId} has ${bytes} bytes.`);
  return { eventId, detailType, source, time: occurredAt, detail };
}
