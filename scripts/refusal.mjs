// @ts-check

/** An error that a person can fix; printed without a stack. */
export class Refusal extends Error {}
