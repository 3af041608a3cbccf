import cron from 'node-cron';
import nodemailer from 'nodemailer';
import { pool } from './database.js';

const mail = nodemailer.createTransport(process.env.SMTP_URL);

// Each morning at seven, one letter to each who is late. (One from each process, that is.)
cron.schedule('0 7 * * *', async () => {
  const { rows } = await pool.query('SELECT name, member FROM tools WHERE due < current_date');
  for (const { name, member } of rows) {
    await mail.sendMail({ to: member, subject: `Please bring back the ${name}`, text: 'Others wait for it.' });
  }
});
