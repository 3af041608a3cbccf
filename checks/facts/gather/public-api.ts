/** Addresses that are part of somebody else's API, the same for every deploy (`https://slack.com/api/users.identity`). */

/** Names under which nothing on the internet can be found, or that only show how an address looks. */
const privateName = /(?:^|\.)(?:local|localhost|internal|intranet|lan|home|corp|svc|test|example|invalid)$/;
const exampleName = /(?:^|\.)example\.(?:com|org|net)$/;
/** Where platforms put what their customers deploy: one name a deploy. */
const hostedName =
  /(?:^|\.)(?:herokuapp\.com|onrender\.com|railway\.app|fly\.dev|vercel\.app|now\.sh|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|firebaseio\.com|appspot\.com|run\.app|cloudfunctions\.net|azurewebsites\.net|azurestaticapps\.net|cloudapp\.azure\.com|(?:core|database|servicebus)\.windows\.net|elasticbeanstalk\.com|amazonaws\.com|cloudfront\.net|awsapprunner\.com|ondigitalocean\.app|digitaloceanspaces\.com|pythonanywhere\.com|glitch\.me|repl\.co|deta\.dev|supabase\.co|upstash\.io|neon\.tech|hasura\.app|ngrok\.io|ngrok(?:-free)?\.(?:app|dev)|trycloudflare\.com|loca\.lt|mockapi\.io|github\.io)$/;

/**
 * A public name of the internet without a port, and none of a hosting platform: who offers the API chose it, no deploy could
 * set another. An own service is called by a name of the network, by an address, by a port, or by its platform's name.
 */
export function isPublicApi(address: string): boolean {
  const host = /^(?:https?|wss?):\/\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?:[/?#]|$)/i.exec(
    address,
  )?.[1];
  if (host === undefined) return false;
  const name = host.toLowerCase();
  return /\.[a-z]{2,}$/.test(name) && ![privateName, exampleName, hostedName].some((one) => one.test(name));
}
