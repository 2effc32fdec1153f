import type { ShopSettings } from '../domain/shop-settings.ts';
import { lagOf } from '../providers/report-lags.ts';

const hoursPerWorkingDay = 24;
// A weekend may lie between two working days.
const hoursOfWeekend = 48;

/** How long after a person's report a provider may take to show a refund: what the shop says, else what is known of the provider. */
export function expectedHoursOf({ providers }: Pick<ShopSettings, 'providers'>, provider: string | undefined): number {
  const said = providers.find((each) => each.provider === provider)?.expectWithinHours;
  if (said !== undefined) return said;
  const { hours, workingDays } = lagOf(provider ?? '');
  return hours + workingDays * hoursPerWorkingDay + (workingDays > 0 ? hoursOfWeekend : hoursPerWorkingDay);
}
