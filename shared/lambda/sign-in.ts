/** Signing in at the issuer of tokens, on its own page. */
export type SignIn = Readonly<{
  /** The address of the issuer's page, and what must be shown again when it comes back (safe in a cookie). */
  begin(redirectUri: string): Promise<Readonly<{ url: string; memory: string }>>;
  /** The token that the answer of the issuer's page stands for. Throws {@link SignInFailedError}. */
  finish(
    answer: Readonly<{ parameters: Readonly<Record<string, string>>; memory: string; redirectUri: string }>,
  ): Promise<Readonly<{ idToken: string; expiresInSeconds: number }>>;
}>;

/** The answer is not one to our question, or the issuer refuses it: whoever signs in must start again. */
export class SignInFailedError extends Error {
  override readonly name = 'SignInFailedError';
}
