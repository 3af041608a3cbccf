import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop"}',
  'server.js': "require('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'only an example': {
    files: { ...app, '.env.example': 'DATABASE_URL=postgres://localhost/dev\nPORT=3000\n' },
    outcome: 'pass',
  },
  'an env file with a secret': {
    files: { ...app, '.env': 'PORT=3000\nAPI_TOKEN=tk_9f8e7d6c5b4a3f2e1d\n' },
    outcome: 'fail',
    at: '.env:2',
  },
  'an env file with nothing that differs by deploy': {
    files: { ...app, '.env': 'COMPOSE_PROJECT_NAME=shop\n' },
    outcome: 'pass',
    trap: true,
  },
  'an empty env file': {
    files: { ...app, '.env': '# API_TOKEN=tk_9f8e7d6c5b4a3f2e1d\n' },
    outcome: 'pass',
    trap: true,
  },
  'a private key': {
    files: {
      ...app,
      'certs/server.pem':
        '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----\n',
    },
    outcome: 'fail',
  },
  'a public certificate': {
    files: {
      ...app,
      'certs/ca.pem':
        '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Rails: the master key': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/master.key': '0123456789abcdef0123456789abcdef',
    },
    outcome: 'fail',
    at: 'config/master.key',
  },
  'Symfony: a .env of switches': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": ">=8.2", "symfony/framework-bundle": "7.1.*"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      '.env': 'APP_ENV=dev\nAPP_SECRET=\nMESSENGER_TRANSPORT_DSN=\nMAILER_DSN=null://null\n',
      'public/index.php': '<?php\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'Symfony: a .env with a secret and an address': {
    files: {
      'composer.json':
        '{"name": "shop/shop", "type": "project", "require": {"php": ">=8.2", "symfony/framework-bundle": "7.1.*"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      '.env':
        'APP_ENV=dev\nAPP_SECRET=2ca64f8d83b9e89f5f19d672841d6bb8\nDATABASE_URL="postgresql://app:pass9word@db.internal:5432/app"\n',
      'public/index.php': '<?php\n',
    },
    outcome: 'fail',
    at: '.env:2',
  },
  'addresses for tests': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
      '.env.test': 'BASE_URL=http://localhost:3001/\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: what the tests of a pipeline start with': {
    files: {
      'composer.json': '{"require":{"laravel/framework":"5.5.*"}}',
      artisan: '#!/usr/bin/env php\n',
      'public/index.php': '<?php\n',
      '.env.travis':
        'APP_KEY=randomkeyreplacethis\nDB_HOST=127.0.0.1\nDB_DATABASE=shop_test\nDB_USERNAME=root\nDB_PASSWORD=\n',
      '.env.test': 'APP_SECRET=test-secret\nDATABASE_URL=mysql://app:app@127.0.0.1:3306/app_test\n',
    },
    outcome: 'pass',
    trap: true,
  },
  'PHP: a token that somebody issued, among what the tests start with': {
    files: {
      'composer.json': '{"require":{"laravel/framework":"11.*"}}',
      'public/index.php': '<?php\n',
      '.env.testing': 'APP_ENV=testing\nGITHUB_TOKEN=ghp_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R\n',
    },
    outcome: 'fail',
    at: '.env.testing:2',
  },
} satisfies Cases;
