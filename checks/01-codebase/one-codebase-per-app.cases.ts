import type { Cases } from '../engine/cases.ts';

const long = (name: string) =>
  `${Array.from({ length: 90 }, (_, i) => `exports.${name}${i} = (order) => order.items.filter((item) => item.price > ${i * 7}).map((item) => item.id + ${i});`).join('\n')}\n`;
const shop = (folder: string, port: string) => ({
  [`${folder}/package.json`]: '{"name":"shop","dependencies":{}}',
  [`${folder}/server.js`]: `require('node:http').createServer(require('./orders.js')).listen(process.env.PORT ?? ${port});\n`,
  [`${folder}/orders.js`]: long('order'),
  [`${folder}/prices.js`]: long('price'),
  [`${folder}/stock.js`]: long('stock'),
});

export default {
  'one app, one copy': { files: shop('shop', '3000'), outcome: 'pass' },
  'a copy for production beside the one for development': {
    files: { ...shop('app_dev', '3000'), ...shop('app_prod', '80') },
    outcome: 'fail',
  },
  'two different apps': {
    files: {
      ...shop('shop', '3000'),
      'mail/package.json': '{"name":"mail"}',
      'mail/server.js': "require('node:http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'pass',
  },
  'versions of an interface side by side': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js':
        "require('./v1/routes.js'); require('./v2/routes.js'); require('node:http').createServer().listen(process.env.PORT);\n",
      'v1/routes.js': 'exports.list = () => [];\n',
      'v2/routes.js': 'exports.list = (page) => [page];\n',
    },
    outcome: 'pass',
    trap: true,
  },
} satisfies Cases;
