/** The program of a thread that parses what another sends it; see threaded-parser.ts. */
import { parentPort } from 'node:worker_threads';
import { nodeTypesOf, parseText } from './parser.ts';
import type { Answer, Question } from './threaded-parser.ts';

/** Before `threadCpuUsage` Node tells the processor time of all threads together, of which two are at work. */
const counted = 'threadCpuUsage' in process ? 1 : 2;

/** Grammars of which the other thread has the types. */
const told = new Set<string>();

parentPort?.on('message', async ({ id, text, grammarName, limit }: Question) => {
  let answer: Answer;
  try {
    const parsed = await parseText(text, grammarName, limit * counted);
    const nodeTypes = told.has(grammarName) ? undefined : await nodeTypesOf(grammarName);
    told.add(grammarName);
    answer = { id, parsed, nodeTypes };
  } catch (error) {
    answer = { id, failed: error instanceof Error ? error.message : String(error) };
  }
  const tree = 'parsed' in answer ? answer.parsed.tree : undefined;
  parentPort?.postMessage(answer, tree ? [tree.nodes.buffer as ArrayBuffer] : []);
});
