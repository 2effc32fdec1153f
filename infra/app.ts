import { App, type AppProps, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundlesFolder } from './build.ts';
import { ReconciliationStack } from './stacks/reconciliation-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';

/** Where the whole system comes from: both stacks, from the bundles in `bundles`, checked by cdk-nag when they are synthesized. */
export function makeApp(props: AppProps & Readonly<{ bundles?: string }> = {}): Readonly<{
  app: App;
  storage: StorageStack;
  reconciliation: ReconciliationStack;
}> {
  const { bundles = bundlesFolder, ...appProps } = props;
  const app = new App({
    analyticsReporting: false,
    postCliContext: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
    ...appProps,
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // The check of the bootstrap version would add a parameter and a rule that only CloudFormation understands.
  const synthesizer = () => new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  const storage = new StorageStack(app, 'AvoirStorage', { synthesizer: synthesizer() });
  const reconciliation = new ReconciliationStack(app, 'AvoirReconciliation', {
    synthesizer: synthesizer(),
    storage,
    bundles,
  });
  return { app, storage, reconciliation };
}

if (import.meta.main) makeApp().app.synth();
