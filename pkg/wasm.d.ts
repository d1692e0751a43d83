//! What a bundler makes of the wasm file: an address or its bytes, by its own settings.
declare const wasm: string | Uint8Array<ArrayBuffer>;
export default wasm;
