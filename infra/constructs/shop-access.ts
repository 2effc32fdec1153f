import { Validations } from 'aws-cdk-lib';
import type { BundledFunction } from './bundled-function.ts';

/** Where the settings and the secrets of the shops are, for whoever lets a function read them. */
export interface ShopAccess {
  readonly parameterPath: string;
  readonly parameterArn: string;
  readonly secretsPrefix: string;
  readonly secretsArn: string;
}

/** Lets a function read the secrets of every shop, and of nothing else. */
export function readShopSecrets(reader: BundledFunction, { secretsPrefix, secretsArn }: ShopAccess): BundledFunction {
  reader.set({ SHOP_SECRETS_PREFIX: secretsPrefix }).allow(['secretsmanager:GetSecretValue'], secretsArn);
  const arn = `arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${secretsPrefix}*`;
  Validations.of(reader).acknowledge({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${arn}]`,
    reason:
      'A shop is added without a deployment, its secret is found by the shop, and Secrets Manager adds letters of its own to each ARN. The prefix holds nothing but the secrets of shops.',
  });
  return reader;
}

/** Lets a function that calls a shop's systems read the settings of the shops and their secrets. */
export const readShops = (reader: BundledFunction, shops: ShopAccess): BundledFunction =>
  readShopSecrets(reader, shops)
    .set({ SHOPS_PARAMETER_PATH: shops.parameterPath })
    .allow(['ssm:GetParametersByPath'], shops.parameterArn);
