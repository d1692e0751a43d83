import type { A as B } from './a';
export * as all from 'x';
@Controller({ path: 'é😀', version: ['1', "2"] })
export abstract class C<T extends B = {}> extends D implements E, F {
  static #own?: readonly string[] = [];
  declare private x!: number;
  constructor(@Inject(G) protected readonly g: G, private h = 1, ...rest: unknown[]) { super(); }
  // a comment
  @Get(':id') async *find(@Param('id', new P()) id: number, { a, b: [c], ...d }: H): Promise<void> {
    for await (const it of this.g?.all`text ${id + 1} end`) { yield it!.name ?? (<any>it)['x']; }
    try { if (!a) return; else throw new Error(`no ${c}`); } catch { } finally { label: while (true) break label; }
    switch (typeof b) { case 'a': default: delete d.x; }
    return /a\/b/gi.test(id as unknown as string) ? { ...d, a, [c]: async () => await x, get y() { return 1 } } : void 0;
  }
  abstract m(): asserts this is T;
  get v(): A['b'][keyof T] { return null }
}
enum N { A = 1, 'b' } namespace O.P { export const q = <T,>(a?: T): a is string => a satisfies T; }
type U = { [K in keyof T]-?: T[K] extends infer R ? `a${R}` : never } | [a: 1, b?: 2]; declare module 'z' { }
const sql = a<b>(1), f = function* g() { }, y = a! + -b ** 2, z = import('x'); x ||= y, i++; var { k = 1 } = o; ;
