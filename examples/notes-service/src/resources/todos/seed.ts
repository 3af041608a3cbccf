// Example todos, for a first look at the service.
import type { Database } from '../../database/database.ts';
import { createTodo, listTodos } from './repository.ts';
import type { NewTodo } from './schemas.ts';

const examples: NewTodo[] = [
  {
    title: 'Open this page in a second window',
    description: 'Every change shows in both at once.',
    importance: 8,
  },
  { title: 'Water the plants', importance: 5 },
  { title: 'Buy oat milk', description: 'Two of them.', importance: 2 },
  { title: 'Read https://12factor.net', completed: true },
];

/** Gives the account example todos, unless it has some already; how many. */
export async function seed(database: Database, accountId: string): Promise<number> {
  const { json } = await listTodos(database, accountId, 1);
  if (json !== '[]') return 0;
  for (const [order, todo] of examples.entries()) await createTodo(database, accountId, { ...todo, order });
  return examples.length;
}
