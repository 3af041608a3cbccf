#!/bin/sh
# exec node server.js: so that SIGTERM reaches the app
nohup node mailer.js > mailer.log 2>&1 &
echo $! > mailer.pid
npm start
