import express from 'express';
import helmet from 'helmet';
import { borrow, giveBack, listTools } from './lib/tools.js';
import { log } from './lib/log.js';
import './lib/reminders.js';

const app = express();
app.use(helmet());
app.use(express.json());

app.get('/tools', async (_request, response) => {
  response.json(await listTools());
});

app.post('/tools/:id/loans', async (request, response) => {
  const due = await borrow(Number(request.params.id), request.body.member);
  if (!due) return response.status(409).json({ error: 'somebody else has it' });
  log.info({ tool: request.params.id, due }, 'lent');
  response.status(201).json({ due });
});

app.delete('/tools/:id/loans', async (request, response) => {
  await giveBack(Number(request.params.id));
  response.status(204).end();
});

// process.on('SIGTERM', () => server.close());
const server = app.listen(process.env.PORT, () => {
  log.info({ port: server.address().port }, 'the shed is open');
});
