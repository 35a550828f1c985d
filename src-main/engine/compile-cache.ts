import type { Executable, Signature } from './types.ts';

/** Compiled programs by the shapes of their inputs; the one that was used longest ago makes room for a new one. */
export class CompileCache {
  readonly #compile: (signature: Signature) => Promise<Executable>;
  readonly #limit: number;
  readonly #programs = new Map<string, Executable>();

  constructor(compile: (signature: Signature) => Promise<Executable>, limit: number) {
    this.#compile = compile;
    this.#limit = limit;
  }

  get size(): number {
    return this.#programs.size;
  }

  async get(signature: Signature): Promise<Executable> {
    const key = JSON.stringify(
      Object.entries(signature).map(([name, { shape, dtype }]) => [name, dtype, shape]),
    );
    const known = this.#programs.get(key);
    if (known) {
      this.#programs.delete(key);
      this.#programs.set(key, known);
      return known;
    }
    const made = await this.#compile(signature);
    this.#programs.set(key, made);
    if (this.#programs.size > this.#limit) {
      const [oldest, program] = this.#programs.entries().next().value!;
      this.#programs.delete(oldest);
      await program.dispose();
    }
    return made;
  }

  async dispose(): Promise<void> {
    const programs = [...this.#programs.values()];
    this.#programs.clear();
    for (const program of programs) await program.dispose();
  }
}
