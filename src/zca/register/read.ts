/** A value, or what is wrong with what stands in its place. */
export type Read<T> = { readonly value: T } | { readonly problem: string };
