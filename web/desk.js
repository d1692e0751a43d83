//! The desk at which the engine is asked: the same in a worker and, where no worker may start, on the page.

const FIRST = { glue: "./first.js", wasm: "./first_bg.wasm" };
const WHOLE = { glue: "./engine.js", wasm: "./engine_bg.wasm" };

let engine = null;
let reviewer = null;
let standard;
/** The files of the last review, and whether this reviewer knows them. */
let files = null;
let isInformed = false;

/**
 * Starts the engine that is small and answers first, and lets the whole one follow, which has every rule and takes its place.
 * Posts `progress`, then `ready` or `blocked`; later, of the whole one, `whole` or `short`. `begin.fresh` asks for new instances, `begin.whole` for
 * the whole engine at once.
 */
export async function open(post, { fresh = 0, whole = false } = {}) {
  try {
    if (typeof WebAssembly === "undefined") throw new Blocked("unsupported", "This browser has no WebAssembly, which the reviewer is written for.");
    take(await start(whole ? WHOLE : FIRST, fresh, (wasm) => counted(wasm, post)));
    post({ kind: "ready", version: new engine.Reviewer(null).review([]).tool.version });
  } catch (error) {
    const { cause, message } = error instanceof Blocked ? error : why(error);
    return post({ kind: "blocked", cause, message });
  }
  if (whole) post({ kind: "whole" });
  else grow(post, fresh);
}

/** Fetches the whole engine, which takes the place of the first one. */
export async function grow(post, fresh = 0) {
  try {
    take(await start(WHOLE, fresh, (wasm) => wasm));
    post({ kind: "whole" });
  } catch (error) {
    post({ kind: "short", message: (error instanceof Blocked ? error : why(error)).message });
  }
}

/** From now on this engine answers. */
function take(started) {
  engine = started;
  reviewer?.free?.();
  reviewer = null;
  isInformed = false;
}

async function start({ glue, wasm }, fresh, watched) {
  const loaded = await online(() => import(fresh ? `${glue}?fresh=${fresh}` : glue));
  const fetched = await online(() => fetch(new URL(wasm, import.meta.url)));
  if (!fetched.ok) throw new Blocked("network", `The reviewer could not be fetched (status ${fetched.status}).`);
  await loaded.default({ module_or_path: watched(fetched) });
  return loaded;
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

/** The reviewer, once there was a review: a new engine sees its files first. */
function informed() {
  if (files !== null && !isInformed) inform();
  return isInformed ? reviewer : null;
}

function inform() {
  reviewer ??= new engine.Reviewer(standard);
  const review = reviewer.review(files);
  isInformed = true;
  return review;
}

const ANSWERS = {
  review({ files: given, standard: wanted }) {
    if (wanted !== standard) take(engine);
    standard = wanted;
    files = given;
    const start = performance.now();
    const review = inform();
    return { review, ms: performance.now() - start };
  },
  examine({ standard: text }) {
    const other = new engine.Reviewer(text);
    const { notes } = other.review([]);
    other.free?.();
    return { notes };
  },
  confirm: () => ({ review: informed()?.confirm?.() ?? null }),
  report: ({ format, options }) => ({ report: informed()?.report(format, options) ?? "" }),
  highlight({ path, text }) {
    reviewer ??= new engine.Reviewer(standard);
    return { spans: reviewer.highlight(path, text) };
  },
};

/** Answers one message, asked of whichever engine is there: `began` at once, then the same kind with the result, or `error`. */
export function answer({ id, kind, ...question }, post) {
  if (!Object.hasOwn(ANSWERS, kind)) return;
  post({ id, kind: "began" });
  try {
    post({ id, kind, ...ANSWERS[kind](question) });
  } catch (error) {
    post({ id, kind: "error", message: String(error?.message ?? error) });
  }
}
