import * as z from 'zod';

/** What one thread of the measured system says about itself, after a garbage collection. */
export const threadReadingSchema = z.object({
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

/** What one thread of the measured system says about itself. */
export type ThreadReading = z.infer<typeof threadReadingSchema>;

/** What the measured process says about itself. */
export type ProcessReading = z.infer<typeof processReadingSchema>;
