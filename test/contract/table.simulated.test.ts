import { simulatedTable } from '../simulation/world/simulated-table.ts';
import { describeTable } from './table-contract.ts';

describeTable('the simulated table', async () => simulatedTable());
