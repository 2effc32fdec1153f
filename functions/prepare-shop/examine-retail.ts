import { secondsAfter } from '../../shared/domain/instants.ts';
import type { ShopFinding } from '../../shared/domain/shop-finding.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { RetailClient } from '../../shared/retail/retail-client.ts';

/** A shop's Retail to be looked at. */
export type ExaminedRetail = Readonly<{ shop: ShopSettings; client: RetailClient; clock: Clock }>;

const lookBackSeconds = 30 * 86_400;
const oursSource = 'avoir';

/**
 * Looks whether Retail answers, and whether somebody else writes refunds of eCom into it: Lightspeed's own link, or
 * another program. One page of the last thirty days is enough to see it, and a reading of all would cost a minute of
 * Retail's pace.
 */
export async function examineRetail({ shop, client, clock }: ExaminedRetail): Promise<readonly ShopFinding[]> {
  const now = clock.now();
  try {
    const { value } = await client.findSales({
      completed: true,
      createdBetween: { from: secondsAfter(now, -lookBackSeconds), to: now },
    });
    const foreign = value.items.filter(
      ({ totalMinor, referenceNumber, referenceNumberSource }) =>
        totalMinor < 0 && referenceNumber !== '' && referenceNumberSource !== oursSource,
    );
    return [
      { thing: 'retail_access', state: 'good', says: 'Retail answers, and lets Avoir read sales.' },
      nativeLinkFinding(
        shop,
        foreign.map(({ saleId }) => saleId),
      ),
    ];
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    return [{ thing: 'retail_access', state: 'bad', says: `Retail does not let Avoir read sales (${code}).` }];
  }
}

function nativeLinkFinding({ inventoryMode, nativeLink }: ShopSettings, foreign: readonly string[]): ShopFinding {
  const thing = 'retail_native_link';
  const about = foreign.slice(0, 10);
  if (inventoryMode === 'apply' && foreign.length > 0)
    return {
      thing,
      state: 'bad',
      says: 'Somebody else writes refunds into Retail, and so does Avoir (inventoryMode apply): stock would come back twice. Set observe, or switch the other one off.',
      about,
    };
  if (nativeLink === 'on' && foreign.length === 0)
    return {
      thing,
      state: 'warning',
      says: 'The settings say that the link is on, and it wrote no refund in thirty days.',
    };
  return { thing, state: 'good', says: 'Refunds in Retail have one writer.', ...(about.length > 0 && { about }) };
}
