import Config

config :kiosk, KioskWeb.Endpoint,
  http: [port: 4000],
  secret_key_base: "8sKf2LqXv0nYt6WbRz4HcJm9PgDe1UaTi7oVx5yNhCkQjMwBrZlSuGpEd3FtAo0I"
