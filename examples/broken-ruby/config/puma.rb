# frozen_string_literal: true

workers Integer(ENV.fetch('WEB_CONCURRENCY', 2))
threads 5, 5
# port ENV['PORT']
port 9292
