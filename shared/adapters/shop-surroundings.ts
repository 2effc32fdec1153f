import { required } from '../lambda/environment.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Settings } from '../ports/settings.ts';
import { secretsManagerSecrets } from './secrets-manager-secrets.ts';
import { ssmParameters } from './ssm-parameters.ts';
import { ssmSettings } from './ssm-settings.ts';

/** The variables of every function that calls the systems of a shop: where its settings are, and its keys. */
export const shopEnvironment = { SHOPS_PARAMETER_PATH: required, SHOP_SECRETS_PREFIX: required };

/** What such a function knows of the shops. */
export const shopSurroundings = (
  env: Readonly<{ SHOPS_PARAMETER_PATH: string; SHOP_SECRETS_PREFIX: string }>,
): Readonly<{ settings: Settings; secrets: Secrets }> => ({
  settings: ssmSettings(ssmParameters(process.env, env.SHOPS_PARAMETER_PATH)),
  secrets: secretsManagerSecrets(process.env, env.SHOP_SECRETS_PREFIX),
});
