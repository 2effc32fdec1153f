import { recordedHttp, recordedOrderId } from '../support/recorded-ecom.ts';
import { describeEcom } from './ecom-contract.ts';

describeEcom('what live shops said', () => ({ http: recordedHttp, orderId: recordedOrderId }));
