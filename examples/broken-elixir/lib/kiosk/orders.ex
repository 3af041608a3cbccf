defmodule Kiosk.Orders do
  @moduledoc "Keeps the orders in PostgreSQL. (It doesn't.)"
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)
  def add(order), do: GenServer.call(__MODULE__, {:add, order})

  @impl true
  def init(_), do: {:ok, []}

  @impl true
  def handle_call({:add, order}, _from, orders), do: {:reply, :ok, [order | orders]}
end
