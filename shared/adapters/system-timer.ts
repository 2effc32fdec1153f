import { setTimeout } from 'node:timers/promises';
import type { Timer } from '../ports/timer.ts';

/** The machine's own timer. */
export const systemTimer: Timer = { wait: (milliseconds) => setTimeout(milliseconds) };
