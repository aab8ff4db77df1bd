export * from "./dates/digits";
