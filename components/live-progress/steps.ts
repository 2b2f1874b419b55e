/** A step of a job: how a body names it, and what people read. */
export interface Step {
  readonly name: string;
  readonly label: string;
}

/** The most steps that a bar has room for. */
const MOST = 24;

/** Reads the attribute `steps`: a list of names, or of `{name, label}`. Returns `undefined` if it is anything else. */
export function readSteps(value: unknown): readonly Step[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MOST) return undefined;
  const steps = value.map((one: unknown): Step | undefined => {
    if (typeof one === 'string') return { name: one, label: one };
    const { name, label = name } = Object(one) as Record<string, unknown>;
    return typeof name === 'string' && typeof label === 'string' ? { name, label } : undefined;
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

/** Returns the index of the step that a body names: by its name or label, or by its number from 1 on. */
export function stepAt(steps: readonly Step[], said: unknown): number | undefined {
  const isNumber = typeof said === 'number' || (typeof said === 'string' && /^\d+$/.test(said));
  const named = steps.findIndex(({ name, label }) => name === said || label === said);
  const index = named < 0 && isNumber ? Number(said) - 1 : named;
  return steps[index] && index;
}
