import Config

config :kiosk, KioskWeb.Endpoint,
  http: [ip: {127, 0, 0, 1}, port: String.to_integer(System.get_env("PORT") || "4000")],
  secret_key_base: "Vd0h1mN8wLrTzq4yBxk7CjQ2sGfPa9UeRi6oXc3tHbKn5vMlYpJg0dSwZrEuFi7a"
