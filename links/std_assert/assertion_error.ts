/** What every assertion throws when it does not hold. */
export class AssertionError extends Error {
  /**
   * @param message What was expected.
   * @param options Passed to `Error`, e.g. the `cause`.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
