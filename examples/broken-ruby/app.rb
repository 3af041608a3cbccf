# frozen_string_literal: true

require 'logger'
require 'redis'
require 'sequel'
require 'sinatra/base'
require 'tempfile'
require_relative 'lib/notes'

DB = Sequel.connect(ENV.fetch('DATABASE_URL'))
# CACHE = Redis.new(url: ENV['REDIS_URL'])
CACHE = Redis.new(host: 'redis.notes.internal', port: 6379)
AUDIT = Logger.new('log/audit.log', 'daily')
LOG = Logger.new($stdout)

# Takes notes and hands them out again.
class App < Sinatra::Base
  enable :sessions
  set :session_secret, ENV.fetch('SESSION_SECRET', '5f0c2a9e7b31d84466fb0e9d27c1a853f49be06d17c82a5e90d3b7461c8fe2ad')

  get '/healthz' do
    'ok'
  end

  post '/notes' do
    Notes.add(params[:text])
    AUDIT.info("note from #{request.ip}")
    201
  end

  get '/users/:id' do
    CACHE.get(params[:id]) || DB[:users].first(id: params[:id]).to_s
  end

  post '/attachments' do
    File.binwrite("public/attachments/#{params[:name]}", params[:file][:tempfile].read)
    LOG.info("kept #{params[:name]}")
    201
  end

  get '/export' do
    file = Tempfile.new('export')
    File.write(file.path, Notes.all.join("\n"))
    send_file(file.path)
  end
end
