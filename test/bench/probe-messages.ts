import * as z from 'zod';

/** What the measured system is asked: to read itself, or to collect garbage in every thread first. */
export type Question = 'read' | 'collect';

// CPU is that before a garbage collection.
const threadReadingSchema = z.object({
  /** The function that runs in it, or `main`. */
  name: z.string(),
  threadId: z.int(),
  cpuMilliseconds: z.number(),
  heapUsedBytes: z.number(),
});

/** What the measured process says about itself: its threads, and CPU and memory of the whole process. */
export const processReadingSchema = z.object({
  cpuMilliseconds: z.number(),
  residentBytes: z.number(),
  threads: z.array(threadReadingSchema),
});

/** What the measured process says about itself. */
export type ProcessReading = z.infer<typeof processReadingSchema>;
