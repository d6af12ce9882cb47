// What the tests call of JsonLogic's own JavaScript implementation, which comes without types.
declare module 'json-logic-js' {
  const jsonLogic: {
    apply(logic: unknown, data?: unknown): unknown;
    truthy(value: unknown): boolean;
    add_operation(name: string, operation: (...values: never[]) => unknown): void;
  };
  export default jsonLogic;
}
