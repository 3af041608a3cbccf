/** Parses in a thread beside this one, which reads the trees meanwhile. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type NodeTypes, nodeTypesOf, type ParsedText, parseText } from './parser.ts';

export interface Question {
  readonly id: number;
  readonly text: string;
  readonly grammarName: string;
  readonly limit: number;
}
export type Answer =
  | { readonly id: number; readonly parsed: ParsedText; readonly nodeTypes: NodeTypes | undefined }
  | { readonly id: number; readonly failed: string };

/** What {@link parseSource} asks for a tree. */
export interface TextParser {
  parseText(text: string, grammarName: string, limit: number): Promise<ParsedText>;
  /** Of a grammar with which something was parsed. */
  nodeTypesOf(grammarName: string): Promise<NodeTypes>;
}

interface Waiting {
  readonly question: Question;
  resolve(parsed: ParsedText | Promise<ParsedText>): void;
  reject(error: Error): void;
}

export class ThreadedParser implements TextParser {
  readonly #thread = new Worker(new URL(`./parser-thread${extname(import.meta.url)}`, import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  readonly #nodeTypes = new Map<string, NodeTypes>();
  #asked = 0;
  #isGone = false;

  constructor() {
    this.#thread.on('message', (answer: Answer) => this.#take(answer));
    this.#thread.on('error', () => this.#goOnAlone());
    this.#thread.on('exit', () => this.#goOnAlone());
    this.#thread.unref();
  }

  parseText(text: string, grammarName: string, limit: number): Promise<ParsedText> {
    if (this.#isGone) return parseText(text, grammarName, limit);
    const question = { id: this.#asked++, text, grammarName, limit };
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { question, resolve, reject });
      // The process waits for answers, and for nothing else of the thread.
      this.#thread.ref();
      this.#thread.postMessage(question);
    });
  }

  async nodeTypesOf(grammarName: string): Promise<NodeTypes> {
    return this.#nodeTypes.get(grammarName) ?? nodeTypesOf(grammarName);
  }

  end(): Promise<unknown> {
    return this.#thread.terminate();
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if ('failed' in answer) waiting?.reject(new Error(answer.failed));
    else {
      if (waiting && answer.nodeTypes) this.#nodeTypes.set(waiting.question.grammarName, answer.nodeTypes);
      waiting?.resolve(answer.parsed);
    }
  }

  /** A thread that ended takes no file with it. */
  #goOnAlone(): void {
    this.#isGone = true;
    for (const { question, resolve } of this.#waiting.values())
      resolve(parseText(question.text, question.grammarName, question.limit));
    this.#waiting.clear();
  }
}
