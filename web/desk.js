//! The desk at which the engine is asked: the same in a worker and, where no worker may start, on the page.

let engine = null;
let reviewer = null;
let standard;

/** Fetches and starts the engine; posts `progress`, then `ready` or `blocked`. `fresh` asks for a new instance. */
export async function open(post, fresh = 0) {
  try {
    if (typeof WebAssembly === "undefined") throw new Blocked("unsupported", "This browser has no WebAssembly, which the reviewer is written for.");
    const loaded = await online(() => import(fresh ? `./engine.js?fresh=${fresh}` : "./engine.js"));
    const wasm = await online(() => fetch(new URL("./engine_bg.wasm", import.meta.url)));
    if (!wasm.ok) throw new Blocked("network", `The reviewer could not be fetched (status ${wasm.status}).`);
    await loaded.default({ module_or_path: counted(wasm, post) });
    engine = loaded;
    reviewer = null;
    post({ kind: "ready", version: new engine.Reviewer(null).review([]).tool.version });
  } catch (error) {
    const { cause, message } = error instanceof Blocked ? error : why(error);
    post({ kind: "blocked", cause, message });
  }
}

/** A reason the engine cannot start, in words for the reader. */
class Blocked extends Error {
  constructor(cause, message) {
    super(message);
    this.cause = cause;
  }
}

async function online(fetching) {
  try {
    return await fetching();
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) throw error;
    throw new Blocked("network", `The reviewer could not be fetched (${error.message}).`);
  }
}

function why(error) {
  const text = String(error?.message ?? error);
  if (/content security policy|unsafe-eval|disallowed by embedder/i.test(text)) {
    return {
      cause: "csp",
      message: "This page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src.",
    };
  }
  if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
    return { cause: "unsupported", message: `This browser cannot run the reviewer (${text}).` };
  }
  return { cause: "network", message: `The reviewer could not be started (${text}).` };
}

/** The response again, telling how much of it has come; the total is unknown when it travels compressed. */
function counted(response, post) {
  if (!response.body || typeof TransformStream === "undefined") return response;
  const length = Number(response.headers.get("content-length"));
  const total = length > 0 && !response.headers.get("content-encoding") ? length : null;
  let loaded = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      loaded += chunk.byteLength;
      post({ kind: "progress", loaded, total });
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "content-type": "application/wasm" } });
}

const ANSWERS = {
  review({ files, standard: wanted }) {
    if (!reviewer || wanted !== standard) {
      reviewer?.free?.();
      reviewer = new engine.Reviewer(wanted);
      standard = wanted;
    }
    const start = performance.now();
    const review = reviewer.review(files);
    return { review, ms: performance.now() - start };
  },
  report: ({ format }) => ({ report: reviewer ? reviewer.report(format) : "" }),
  fix: ({ fingerprints }) => ({ files: reviewer ? reviewer.fix(fingerprints) : [] }),
  highlight({ path, text }) {
    reviewer ??= new engine.Reviewer(null);
    return { spans: reviewer.highlight(path, text) };
  },
};

/** Answers one message: `began` at once, then the same kind with the result, or `error`. */
export function answer({ id, kind, ...question }, post) {
  if (!Object.hasOwn(ANSWERS, kind)) return;
  post({ id, kind: "began" });
  try {
    post({ id, kind, ...ANSWERS[kind](question) });
  } catch (error) {
    post({ id, kind: "error", message: String(error?.message ?? error) });
  }
}
