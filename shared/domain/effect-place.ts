import * as Instant from 'temporal-polyfill/fns/Instant';
import { effectStateOf, type StockEffect } from './stock-effect.ts';

/** The list in which an effect waits: the lane that works it, or the confirmations, by deadline. */
export type EffectList = 'lane' | 'confirmations';

// What we write ourselves shows within minutes; Lightspeed's own link may take hours (an assumption, to be seen live).
const confirmWithinHours = { ours: 1, theirs: 24 } as const;

/** Where an effect waits; `undefined` when nothing but a person moves it. */
export function listOf(effect: StockEffect): EffectList | undefined {
  switch (effectStateOf(effect)) {
    case 'waiting':
    case 'registered':
      return 'lane';
    case 'completed':
    case 'expected':
    case 'observed':
      return 'confirmations';
    case 'confirmed':
    case 'differs':
    case 'held':
      return undefined;
  }
}

/** By when the inventory log should show an effect that was completed, or is expected, since that instant. */
export function confirmDeadline(effect: StockEffect, since: string): string {
  const hours = effectStateOf(effect) === 'completed' ? confirmWithinHours.ours : confirmWithinHours.theirs;
  return Instant.toString(Instant.addHours(Instant.fromString(since), hours), { fractionalSecondDigits: 3 });
}
