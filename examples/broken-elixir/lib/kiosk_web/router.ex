defmodule KioskWeb.Router do
  use Phoenix.Router

  post "/orders", KioskWeb.OrderController, :create
end
