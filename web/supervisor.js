//! Keeps the engine at work: the newest question first, a stuck or dead worker replaced, one bad file left out.

/** A review that takes longer is stopped; a second look at a suspect takes at most half as long. */
const PATIENCE = 5000;
const PATIENCE_WITH_SUSPECTS = 2500;
/** So long nobody has to type before fixes are tried. */
const QUIET = 150;
/** A worker that does not even take a question up is dead. */
const TAKEN_UP = 1500;
/** Time is counted in ticks, so that a sleeping laptop is not taken for a stuck reviewer. */
const TICK = 250;
const MOST_OFFENDERS = 3;

/**
 * `on` holds `progress`, `ready`, `whole`, `short({message})`, `reviewing`, `review(job, review, {ms, files, leftOut})`,
 * `stopped({path, message})`, `blocked` and, if wanted, `confirmed`: the fixes of the last review were tried. After `whole` there are more rules than at the last review.
 * `isWhole` asks for the whole engine at once. A job is `{files, standard, …}`; whatever else it holds comes back with its review.
 */
export class Supervisor {
  constructor(on, isWhole = false) {
    this.on = on;
    this.asked = new Map();
    this.lastId = 0;
    this.restarts = 0;
    this.waiting = null;
    this.working = null;
    this.offenders = new Map();
    this.lastGood = new Map();
    /** Once the whole engine has come, a new worker begins with it: what stops it would not stop the first one. */
    this.isWhole = isWhole;
    this.start();
  }

  /** Starts a worker, or the engine on this thread where no worker may start. */
  start() {
    this.opened = new Promise((resolve) => (this.open = resolve));
    let worker;
    try {
      const script = new URL(`./worker.js${this.isWhole ? "?whole" : ""}`, import.meta.url);
      worker = new Worker(script, { type: "module", name: "nestor" });
    } catch {
      return this.startHere();
    }
    let isOpen = false;
    this.opened.then(() => (isOpen = true));
    const isCurrent = () => this.desk.worker === worker;
    worker.addEventListener("message", ({ data }) => isCurrent() && this.hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (!isCurrent()) return;
      if (isOpen) this.restart(event.message || "The worker stopped.");
      else this.startHere();
    });
    this.desk = { worker, post: (message) => worker.postMessage(message), close: () => worker.terminate() };
  }

  async startHere() {
    const desk = { worker: null, close() {} };
    const hear = (message) => this.desk === desk && this.hear(message);
    this.desk = desk;
    try {
      const { open, grow, answer } = await import("./desk.js");
      desk.post = (message) => (message.kind === "grow" ? grow(hear) : setTimeout(() => answer(message, hear)));
      await open(hear, { fresh: this.restarts, whole: this.isWhole });
    } catch (error) {
      hear({ kind: "blocked", cause: "network", message: `The reviewer could not be fetched (${error.message}).` });
    }
  }

  /** Replaces the worker, whose engine is of no use after a fault; what was asked of it is answered with `stopped`. */
  restart(message) {
    this.desk.close();
    this.restarts += 1;
    const pending = [...this.asked.values()];
    this.asked.clear();
    if (this.desk.worker) this.start();
    else {
      this.opened = new Promise((resolve) => (this.open = resolve));
      this.startHere();
    }
    for (const question of pending) question.settle({ stopped: message });
  }

  hear({ id, kind, ...rest }) {
    if (kind === "progress") this.on.progress(rest);
    else if (kind === "ready") this.opening({ ready: true }, () => this.on.ready(rest));
    else if (kind === "blocked") this.opening({ blocked: rest }, () => this.on.blocked(rest));
    else if (kind === "whole") this.grown();
    else if (kind === "short") this.on.short(rest);
    else if (kind === "began") this.asked.get(id)?.took();
    else if (kind === "error") this.restart(rest.message);
    else this.asked.get(id)?.settle(rest);
  }

  grown() {
    const first = !this.isWhole;
    this.isWhole = true;
    if (first) this.on.whole();
  }

  /** Fetches the whole engine once more, after `short`. */
  grow() {
    this.desk.post({ kind: "grow" });
  }

  opening(outcome, tell) {
    const first = this.restarts === 0 || outcome.blocked;
    this.open(outcome);
    this.outcome = outcome;
    if (first) tell();
  }

  /** Puts one question to the engine; `{stopped}` if no answer comes in time or it fails. */
  async put(kind, question, patience) {
    const { blocked } = await this.opened;
    if (blocked) return { blocked };
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve) => {
      let waited = 0;
      let limit = this.desk.worker ? TAKEN_UP : Infinity;
      const clock = setInterval(() => {
        waited += TICK;
        if (waited >= limit) this.restart(limit === TAKEN_UP ? "The worker was gone." : "No answer in time.");
      }, TICK);
      const settle = (answer) => {
        clearInterval(clock);
        this.asked.delete(id);
        resolve(answer);
      };
      const took = () => {
        waited = 0;
        if (limit !== Infinity) limit = patience;
      };
      this.asked.set(id, { settle, took });
      this.desk.post({ id, kind, ...question });
    });
  }

  /** Asks for a review; while one runs only the newest waits. */
  review(job) {
    this.waiting = job;
    this.working ??= this.work().finally(() => (this.working = null));
  }

  async work() {
    while (this.waiting) {
      if (this.outcome?.blocked && !this.worthAnotherTry()) return;
      const { blocked } = await this.opened;
      if (blocked) return;
      const job = this.waiting;
      this.waiting = null;
      const late = setTimeout(() => this.on.reviewing(), 400);
      const { files, answer } = await this.carryOut(job);
      clearTimeout(late);
      if (answer.review) await this.confirm(job, files, answer);
    }
  }

  /** A failed fetch may succeed the next time; nothing else changes while the page is open. */
  worthAnotherTry() {
    if (this.outcome.blocked.cause !== "network") return false;
    this.outcome = null;
    this.restart("");
    return true;
  }

  async carryOut(job) {
    this.job = job;
    let files = job.files.filter((file) => this.offenders.get(file.path) !== file.text);
    let answer = await this.look(files, job, PATIENCE);
    if (answer.stopped) answer = await this.look(files, job, PATIENCE_WITH_SUSPECTS);
    for (let found = 0; answer.stopped && found < MOST_OFFENDERS && !this.waiting; found++) {
      const offender = await this.offender(files, job);
      if (!offender) break;
      files = files.filter((file) => file !== offender);
      const rest = await this.look(files, job, PATIENCE_WITH_SUSPECTS);
      this.offenders.set(offender.path, offender.text);
      this.on.stopped({ path: offender.path, message: answer.stopped });
      answer = rest;
    }
    if (answer.review) this.deliver(job, files, answer);
    else if (answer.stopped && !this.waiting) this.on.stopped({ path: null, message: answer.stopped });
    return { files, answer };
  }

  /** Once nobody types, the fixes are tried; those that do not hold go. */
  async confirm(job, files, { review, ms }) {
    if (!review.findings.some((finding) => finding.fix)) return;
    await new Promise((resolve) => setTimeout(resolve, QUIET));
    if (this.waiting) return;
    const confirmed = await this.put("confirm", {}, PATIENCE);
    const offered = (it) => it.findings.filter((finding) => finding.fix).length;
    const isLess = confirmed.review && offered(confirmed.review) < offered(review);
    if (!confirmed.review || this.waiting) return;
    if (isLess) this.deliver(job, files, { review: confirmed.review, ms });
    this.on.confirmed?.();
  }

  look(files, job, patience) {
    return this.put("review", { files, standard: job.standard }, patience);
  }

  deliver(job, files, { review, ms }) {
    this.lastGood = new Map(files.map((file) => [file.path, file.text]));
    const leftOut = job.files.filter((file) => !files.includes(file)).map((file) => file.path);
    this.on.review(job, review, { ms, files: files.length, leftOut });
  }

  /** Halves the suspects until one is left; those that have changed since the last good review come first. */
  async offender(files, job) {
    const changed = files.filter((file) => this.lastGood.get(file.path) !== file.text);
    let suspects = changed.length > 0 ? changed : files;
    let cleared = files.filter((file) => !suspects.includes(file));
    while (suspects.length > 1 && !this.waiting) {
      const half = suspects.slice(0, suspects.length >> 1);
      const others = suspects.slice(half.length);
      const answer = await this.look([...cleared, ...half], job, PATIENCE_WITH_SUSPECTS);
      if (answer.blocked) return null;
      suspects = answer.stopped ? half : others;
      cleared = [...cleared, ...(answer.stopped ? others : half)];
    }
    return this.waiting ? null : suspects[0];
  }

  /** Asks something about the last review, once no review is under way; a worker that died is replaced first. */
  async ask(kind, question) {
    await this.working;
    let answer = await this.put(kind, question, PATIENCE);
    if (answer.stopped !== undefined && this.job) {
      this.review(this.job);
      await this.working;
      answer = await this.put(kind, question, PATIENCE);
    }
    if (answer.blocked) throw new Error(answer.blocked.message);
    if (answer.stopped !== undefined) throw new Error(answer.stopped || "The reviewer was restarted.");
    return answer;
  }
}
