export * from "./dates/age";
export * from "./dates/digits";
export * from "./dates/partial";
export * from "./dates/show";
