/** A number or string that the compiler will not mix up with another of the same shape. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };
