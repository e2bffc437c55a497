/** A value, or the problem found in its place. */
export type Read<T> = { readonly value: T } | { readonly problem: string };
