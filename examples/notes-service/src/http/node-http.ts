// Node's HTTP. Imported, it brings Node's own HTTP client with it since Node 22: a tenth of the start.
export const { IncomingMessage, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http');
